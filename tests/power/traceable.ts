// May system calls be looked at on this machine? Without strace nothing here can be checked: it is said, and a build fails.

export const mayTrace: boolean =
  Bun.which('strace') !== null && Bun.spawnSync(['strace', '-o', '/dev/null', 'true']).exitCode === 0
if (!mayTrace)
  process.stdout.write(
    'power: strace is missing or may not trace here (apt-get install strace); nothing was checked\n',
  )
