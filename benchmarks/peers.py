"""The peers: installed beside the benchmarks on first use, by pip and npm as they are set up. Never by the product."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

FOLDER = Path(__file__).parent / ".peers"
PYTHON_FOLDER = FOLDER / "python"
NODE_FOLDER = FOLDER / "node"

PYTHON_PEERS = {
    "proselint": "0.16.0",
    "harper-py": "0.2.0",
    "jsonschema": "4.26.0",
    "fastjsonschema": "2.21.2",
    "msgspec": "0.22.0",
    "typst": "0.15.2",
    "weasyprint": "70.0",
    "reportlab": "5.1.0",
}
NODE_PEERS = [
    "write-good@1.0.8",
    "alex@11",
    "unified@11",
    "vfile@6",
    "retext-english@5",
    "retext-equality@7",
    "retext-stringify@4",
]

_WORKER = """
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
const folder = process.argv[2]
const require = createRequire(path.join(folder, 'start.js'))
const load = async (name) => {
  const home = path.join(folder, name)
  const about = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'))
  const exported = typeof about.exports === 'string' ? about.exports
    : about.exports?.['.']?.import?.default ?? about.exports?.['.']?.import ?? about.exports?.['.']?.default
      ?? about.exports?.['.'] ?? about.main ?? 'index.js'
  return import(pathToFileURL(path.join(home, exported)).href)
}
const writeGood = require('write-good')
const alex = await load('alex')
const { unified } = await load('unified')
const { VFile } = await load('vfile')
const equality = unified()
  .use((await load('retext-english')).default)
  .use((await load('retext-equality')).default)
  .use((await load('retext-stringify')).default)
  .freeze()
const peers = {
  'write-good': async (text) => writeGood(text).length,
  'alex': async (text) => alex.text(text).messages.length,
  'retext-equality': async (text) => {
    const file = new VFile(text)
    await equality.run(equality.parse(file), file)
    return file.messages.length
  },
}
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { peer, text } = JSON.parse(line)
  const [start, used] = [performance.now(), process.cpuUsage()]
  const hits = await peers[peer](text)
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(used)
  console.log(JSON.stringify({ ms: Math.min(wall, (user + system) / 1000), hits }))
}
"""


def ensure_python(*names: str) -> list[str]:
    """Installs these Python peers where they are missing and puts them on the path; returns those that could not be had."""
    missing = []
    for name in names or PYTHON_PEERS:
        mark = PYTHON_FOLDER / f".{name}"
        if not mark.exists():
            PYTHON_FOLDER.mkdir(parents=True, exist_ok=True)
            found = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--target",
                    str(PYTHON_FOLDER / name),
                    f"{name}=={PYTHON_PEERS[name]}",
                ],
                capture_output=True,
                check=False,
            )
            if found.returncode:
                missing.append(name)
                continue
            mark.touch()
        if str(PYTHON_FOLDER / name) not in sys.path:
            sys.path.append(str(PYTHON_FOLDER / name))
    return missing


def ensure_node() -> Path | None:
    """Installs the JavaScript peers; the folder of their modules, or None where node or its registry is not to be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    modules = NODE_FOLDER / "node_modules"
    if not (modules / "write-good").exists():
        NODE_FOLDER.mkdir(parents=True, exist_ok=True)
        (NODE_FOLDER / "package.json").write_text('{"private": true}', encoding="utf-8")
        found = subprocess.run(
            ["npm", "install", "--silent", "--no-fund", "--no-audit", *NODE_PEERS],
            cwd=NODE_FOLDER,
            capture_output=True,
            check=False,
        )
        if found.returncode:
            return None
    return modules


class NodePeers:
    """The JavaScript prose peers, warm in one process, timed inside it."""

    def __init__(self, modules: Path) -> None:
        worker = NODE_FOLDER / "worker.mjs"
        worker.write_text(_WORKER, encoding="utf-8")
        self._process = subprocess.Popen(
            ["node", str(worker), str(modules)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            bufsize=1,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)

    def seconds(self, peer: str, text: str) -> float:
        """What one peer takes for one text: processor time, or the time that passed where that is less."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"peer": peer, "text": text}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return float(answer["ms"]) / 1e3


def settle(seconds: float = 0.05) -> None:
    """A short rest between contenders that would disturb each other's caches."""
    time.sleep(seconds)
