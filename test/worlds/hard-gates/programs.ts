/** Programs and scripts of the release machine, those that there are none of here as stand-ins. */

export const pwsh = String.raw`#!/usr/bin/env bash
# A stand-in for PowerShell: runs a script's lines as programs, and stops at the first that fails.
for script; do :; done
exec bash -ec "$(sed -E '1s/^.*\$true; //' "$script")"
`;

const script = (text: string): string => `#!/usr/bin/env bash\n# A stand-in for a PowerShell script.\n${text}`;

export const goNoGo = script('echo "cycle: started, stopped, 0 processes left"\n');
/** Every fourth start fails, whoever counts. */
export const goNoGoSometimes = script('starts=$(cat starts 2>/dev/null || echo 0)\necho $((starts + 1)) >starts\n[ $(((starts + 1) % 4)) != 0 ] || { echo "port 7030 did not open" >&2; exit 1; }\n');
export const preflightScript = script('echo "no hardcoded secrets in config"\n');
export const preflightFails = script('echo "config/sonia-config.json: hardcoded secret" >&2\nexit 1\n');

const cases = `
@pytest.mark.parametrize("number", range(8))
def test_case(number):
    assert number >= 0
`;

export const integrationTests = `import pytest\n${cases}`;
export const failingTests = `import pytest\n${cases}\n\ndef test_envelope():\n    assert {"ok": False}["ok"]\n`;
/** Passes each time, but not with the same tests. */
export const flakyTests = `import pathlib
import pytest

runs = pathlib.Path(__file__).with_name("runs")
count = len(runs.read_text()) if runs.exists() else 0
runs.write_text("x" * (count + 1))
${cases}

def test_race():
    if count % 2:
        pytest.skip("was not ready")
`;

export const makeDatabases = `import pathlib
import sqlite3

for folder in ("data/memory", "backups/phase3-validation/data/memory"):
    place = pathlib.Path("project") / folder
    place.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(place / "sonia.db")
    db.execute("CREATE TABLE memories (id INTEGER PRIMARY KEY, text TEXT)")
    db.execute("INSERT INTO memories (text) VALUES ('test')")
    db.commit()
    db.close()
`;
