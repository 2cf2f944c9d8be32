"""Measures and conditions of text."""

from judge import formats
from judge.javascript import WHITE, compile_regex, trim


class Text:
    def blank(self):
        return self._count(lambda text: trim(text) == "")

    def untrimmed(self):
        return self._count(lambda text: text != "" and (text[0] in WHITE or text[-1] in WHITE))

    def _lengths(self):
        return type(self)([None if cell is None else len(cell) for cell in self.cells])

    def minLength(self):
        return self._lengths().min()

    def maxLength(self):
        return self._lengths().max()

    def meanLength(self):
        return self._lengths().mean()

    def length(self, low, high=None):
        return self._lengths()._hold(lambda n: low <= n <= (low if high is None else high))

    def matches(self, pattern):
        return self._hold(compile_regex(*pattern))

    def notMatches(self, pattern):
        test = compile_regex(*pattern)
        return self._hold(lambda text: not test(text))

    def format(self, name):
        return self._hold(formats.JUDGES[name])
