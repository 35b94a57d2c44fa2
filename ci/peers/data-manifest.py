"""Writes lib/src/data/sets/manifest.json from the manifest.json of a mirror of the data sets.

    python3 ci/peers/data-manifest.py MIRROR_FOLDER

Each file of the mirror is read again and its size and sha256 compared with what the manifest says.
"""

import hashlib
import json
import pathlib
import sys

TARGET = pathlib.Path(__file__).resolve().parents[2] / "lib" / "src" / "data" / "sets" / "manifest.json"


def main(folder):
    mirror = pathlib.Path(folder)
    sets = {}
    for name, entry in json.loads((mirror / "manifest.json").read_text()).items():
        files = []
        for file in entry["files"]:
            data = (mirror / entry["repository"] / entry["commit"] / file["path"]).read_bytes()
            found = (len(data), hashlib.sha256(data).hexdigest())
            if found != (file["bytes"], file["sha256"]):
                sys.exit(f"{name}: {file['path']} is not what the manifest says")
            if not file["path"].endswith("LICENSE"):
                files.append([file["path"], *found])
        sets[name] = {"repository": entry["repository"], "commit": entry["commit"], "files": files}
    lines = ['  "generatedBy": "python3 ci/peers/data-manifest.py MIRROR_FOLDER"']
    for name, entry in sets.items():
        rows = ",\n".join(f"      {json.dumps(row)}" for row in entry["files"])
        head = f'    "repository": {json.dumps(entry["repository"])},\n    "commit": {json.dumps(entry["commit"])}'
        lines.append(f'  "{name}": {{\n{head},\n    "files": [\n{rows}\n    ]\n  }}')
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{TARGET.name}: {len(sets)} sets, {sum(len(e['files']) for e in sets.values())} files")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
