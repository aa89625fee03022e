// Reads the PowerShell scripts with a grammar of PowerShell, and prints TAP: they parse, they use nothing
// newer than 5.1, and every command that they run only reads.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import {Language, Parser} from 'web-tree-sitter';

const here = path.dirname(fileURLToPath(import.meta.url));
const scripts = path.join(here, '..', '..', 'src', 'probes', 'windows');
const grammar = createRequire(import.meta.url)
    .resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');

const reading = /^(Hyper-V\\|DhcpServer\\)?(Get|Test|Select|Where|ForEach|ConvertTo|ConvertFrom|Join)-\w+$/;
// Objects and modules in the memory of this PowerShell, and the EFLOW module's way to look into its VM.
const harmless = new Set(['New-Object', 'Import-Module', 'Remove-TypeData', 'Invoke-EflowVmCommand']);
const newer = [/ -AsHashtable\b/i, / -EnumsAsStrings\b/i, / -NoProxy\b/i, / -Parallel\b/i, /\?\?/, /\?\./];

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

const join = (...names) => names.map((name) => fs.readFileSync(path.join(scripts, name), 'utf8')).join('');
const walk = function* (node) {
    yield node;
    for (const child of node.children) yield* walk(child);
};
const broken = (text) => [...walk(parser.parse(text).rootNode)]
    .filter((node) => node.isError || node.isMissing)
    .map((node) => `line ${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`);

function strangers(text) {
    const nodes = [...walk(parser.parse(text).rootNode)];
    const own = new Set(nodes.filter((node) => node.type === 'function_name').map((node) => node.text));
    return nodes.filter((node) => node.type === 'command_name')
        .map((node) => node.text)
        .filter((name) => !reading.test(name) && !harmless.has(name) && !own.has(name));
}

let count = 0, failed = 0;
function expectNothing(what, found) {
    count++;
    if (found.length) failed++;
    console.log(`${found.length ? 'not ok' : 'ok'} ${count} - ${what}`);
    for (const line of found) console.log(`# ${line.replace(/\n/g, ' ')}`);
}

for (const role of ['guest', 'host']) {
    const text = join('frame.ps1', `${role}.ps1`, 'serve.ps1');
    expectNothing(`${role}: is PowerShell`, broken(text));
    expectNothing(`${role}: nothing newer than 5.1`, newer.filter((word) => word.test(text)).map(String));
    expectNothing(`${role}: every command only reads`, strangers(text));
}
const whole = join('frame.ps1', 'guest.ps1', 'serve.ps1');
expectNothing('a missing brace is found', broken(whole.replace('}', '')).length ? [] : ['not found']);
expectNothing('a writing command is found',
    strangers(`${whole}\nSet-VMProcessor -Count 2\n`).includes('Set-VMProcessor') ? [] : ['not found']);
console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
