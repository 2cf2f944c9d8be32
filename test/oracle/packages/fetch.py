"""Download the packages of packages.tsv and unpack the data files that they ship into FOLDER/files. README.md says how to run it."""

import bz2
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
DATA = re.compile(r"\.(csv|tsv|json|geojson|ndjson|jsonl|parquet|sqlite3?|db|xlsx|xls)(\.gz|\.bz2)?$", re.I)
# Settings and metadata of packages and tools, which are no data.
OTHER = re.compile(r"(^|/)(package(-lock)?|tsconfig|datapackage|composer|bower|\.?eslintrc|jsdoc|manifest)\.json$|\.schema\.json$|dist-info/|/locales?/|/node_modules/", re.I)
LARGEST = 20 * 1024 * 1024
OF_A_PACKAGE = 20


def main(folder):
    packages = folder / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    for line in (HERE / "packages.tsv").read_text().splitlines():
        kind, name, version = line.split("\t")
        target = folder / "files" / name.replace("/", "-").lstrip("@")
        if target.exists():
            continue
        found = {path: data for path, data in data_files(archive(kind, name, version, packages)) if 0 < len(data) <= LARGEST}
        for path in evenly(sorted(found), OF_A_PACKAGE):
            file = target / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(found[path])
        print(f"{name} {version}: {min(len(found), OF_A_PACKAGE)} of {len(found)} data files", flush=True)


def archive(kind, name, version, folder):
    """The path of a package, which the ordinary client of its registry downloads unless it is there."""
    place = folder / f"{name.replace('/', '-').lstrip('@')}-{version}"
    place.mkdir(exist_ok=True)
    if not any(place.iterdir()):
        if kind == "npm":
            command = ["npm", "pack", "--silent", "--pack-destination", str(place), f"{name}@{version}"]
        else:
            which = ["--no-binary", ":all:"] if kind == "sdist" else ["--only-binary", ":all:", "--python-version", "3.12"]
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", *which, "-d", str(place), f"{name}=={version}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    [path] = place.iterdir()
    return path


def data_files(path):
    """The data files of an archive and of those within it: their paths, and their bytes without bzip2, which Assay does not read."""
    for name, data in members(path.name, path.read_bytes()):
        name = re.sub(r"^(package|[^/]+-\d[^/]*)/", "", name)
        if OTHER.search(name):
            continue
        if re.search(r"\.tar\.gz$", name):
            yield from (found for found in members(name, data) if DATA.search(found[0]) and "/._" not in found[0])
        elif DATA.search(name):
            yield (name[:-4], bz2.decompress(data)) if name.endswith(".bz2") else (name, data)


def members(name, data):
    if re.search(r"\.(whl|zip)$", name):
        with zipfile.ZipFile(io.BytesIO(data)) as whole:
            for one in whole.infolist():
                if not one.is_dir():
                    yield one.filename, whole.read(one)
    else:
        with tarfile.open(fileobj=io.BytesIO(data)) as whole:
            for one in whole:
                if one.isfile():
                    yield one.name, whole.extractfile(one).read()


def evenly(paths, most):
    """At most so many of the paths, from all parts of the list."""
    return paths if len(paths) <= most else [paths[at * len(paths) // most] for at in range(most)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
