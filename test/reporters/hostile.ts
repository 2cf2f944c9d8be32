import fc from 'fast-check';

/** One of each thing that a format could take for its own markup, or a terminal for a command. */
export const hostileTexts: readonly string[] = [
  // Markup: HTML, XML, entities, ends of sections.
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</textarea></style></script><svg onload=alert(1)>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;',
  '&lt;b&gt; &amp; &#x1b; &#0; &nbsp;',
  '{{constructor.constructor("alert(1)")()}}',
  '$' + '{7*7}',
  // Quotes and escapes.
  `'"\`\\`,
  '\\u001b[31m\\n\\x00',
  '%22%3E%3Cscript%3E%00',
  // What moves a cursor, rings a bell, sets a title, makes a link.
  '\u001b[31mred\u001b[0m',
  '\u001b[2J\u001b[H',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\',
  '\u009b31m',
  '\b\b\b\r\f\v\t\n',
  '\u0000\u0001\u007f\u0080\u009f',
  // Commands of CI systems.
  '::error file=a.ts,line=1::injected',
  '::set-output name=token::x',
  '::add-mask::0',
  '::stop-commands::pause',
  '\n::error::on a line of its own',
  '##[error]injected',
  '##vso[task.complete result=Failed]',
  "##teamcity[testFailed name='x']",
  // Markdown.
  '| a | b |\n|---|---|',
  '`code` ```\nfence\n```',
  '[link](javascript:alert(1)) ![](http://example.com/x.png)',
  '# heading\n- [x] task\n> quote\n***',
  '@everyone #1 owner/repo#2 :tada:',
  '</details></table>',
  // Formulas of spreadsheets.
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1:A2)',
  '\t=1+1',
  // What is not seen, or reorders what is.
  '\u2028\u2029\u0085',
  '\u202eevil\u202c \u2066x\u2069',
  '\u200b\u200d\ufeff\u00ad',
  '\ufffe\uffff\ufdd0',
  '\ue000\u{f0000}',
  '\ud800',
  '\udfff',
  'a\udc00\ud800b',
  // Text that is only unusual.
  '𝒳 👩‍👩‍👧 e\u0301 ﷽ 漢字 עברית',
  '\u{10ffff}',
  ' leading and trailing ',
  '',
  '__proto__',
  'constructor',
  'NaN',
  // Places.
  '../../etc/passwd',
  'C:\\data\\flights.parquet',
  '\\\\host\\share\\x',
  'file:///etc/passwd?x#y',
  'a b/ü/%2e%2e/?q=1#f',
  'javascript:alert(1)',
];

/** A UTF-16 code unit, whatever it is: pairs and halves of pairs come out alike. */
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

/** A text that no format may take for anything but text. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...hostileTexts) },
  {
    weight: 5,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary' }), unit), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 24 }) },
  { weight: 1, arbitrary: fc.string({ unit, maxLength: 24 }) },
);
