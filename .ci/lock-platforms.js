// Adds to package-lock.json the packages of other platforms that an optional dependency names and the registry at hand
// does not have. npm leaves them out of the lock and then refuses to install from it. Run after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs'

const OS = { darwin: 'darwin', mac: 'darwin', win32: 'win32', win: 'win32', linux: 'linux', android: 'android', freebsd: 'freebsd', openharmony: 'openharmony', netbsd: 'netbsd', openbsd: 'openbsd', sunos: 'sunos', aix: 'aix' }
const CPU = { x64: 'x64', arm64: 'arm64', ia32: 'ia32', arm: 'arm', armv7l: 'arm', riscv64: 'riscv64', ppc64: 'ppc64', s390x: 's390x', loong64: 'loong64', mips64el: 'mips64el', wasm32: 'wasm32' }

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const added = []
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  if (path === '') continue
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`
    if (lock.packages[place] !== undefined || lock.packages[`${path}/${place}`] !== undefined) continue
    const words = name.split('/').at(-1).split(/[-_.]/)
    const os = words.map((word) => OS[word]).find(Boolean)
    const cpu = words.map((word) => CPU[word]).find(Boolean)
    if (os === undefined && cpu === undefined) continue
    lock.packages[place] = {
      version: version.replace(/^[^\d]*/, ''),
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
      ...(dev === true ? { dev: true } : {}),
      optional: true,
      ...(os === undefined ? {} : { os: [os] }),
    }
    added.push(name)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync('package-lock.json', `${JSON.stringify(lock, undefined, 2)}\n`)
console.log(`${added.length} packages of other platforms added`)
