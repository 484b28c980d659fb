// What is known of earlier versions after a start? Pins hold, a broken folder is bridged, and nothing that ran is lost.
import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { openGrove, treeText, until } from './grove.ts'

setDefaultTimeout(60_000)

const broken = '---\nsin_dato: [\n---\n'

describe('after a restart', () => {
  test('a pin still holds, whatever lies on disk', async () => {
    const house = openGrove()
    const first = house.hash()
    await house.plant('pino')
    await house.prompts.pin(first)
    const again = await house.restart()
    expect(again.prompts.overview()).toMatchObject({ running: first, pinned: first, source: 'rollback' })
    expect(await again.says()).toBe('Nada sé del roble.')
    await again.prompts.unpin()
    expect(await again.says()).toBe('Nada sé del pino.')
  })

  test('a folder that broke meanwhile is bridged by the version that ran last, and told', async () => {
    const house = openGrove()
    const second = await house.plant('pino')
    house.save(broken)
    const again = await house.restart()
    expect(again.hash()).toBe(second)
    expect(await again.says()).toBe('Nada sé del pino.')
    expect(again.agent.describe().problems).toEqual([
      expect.stringContaining('messages/sistema.md:2:12: error: falta cerrar'),
    ])
    expect(again.lines.filter((line) => line.includes('pack problem'))).toHaveLength(1)
  })

  test('a folder that was edited meanwhile rules at once', async () => {
    const house = openGrove()
    house.save(treeText('cedro'))
    const again = await house.restart()
    expect(await again.says()).toBe('Nada sé del cedro.')
  })

  test('a pin on a version that cannot be used leaves the folder in charge, and is told', async () => {
    const house = openGrove()
    const first = house.hash()
    const beside = house.beside()
    const files = new Map([['agent.md', 'de otro Relevo']])
    await beside.keep({ hash: 'abcabcabcabc', pack: 'prompts', at: 1, source: 'disk', note: null }, files)
    await beside.pin('prompts', 'abcabcabcabc')
    house.clock.jump(999)
    await until(() => house.agent.describe().problems.length > 0)
    const said = 'error: la versión abcabcabcabc está fijada, pero este Relevo no puede usarla'
    expect(house.agent.describe()).toMatchObject({ prompt: first, problems: [said] })
    const again = await house.restart()
    expect(again.agent.describe()).toMatchObject({ prompt: first, problems: [said] })
    await again.plant('olmo')
    await again.prompts.unpin()
    expect(again.agent.describe().problems).toEqual([])
  })

  test('with neither a good folder nor a memory the house does not open', async () => {
    const house = openGrove({ last: null })
    house.save(broken)
    await expect(house.restart()).rejects.toThrow('messages/sistema.md:2:12: error: falta cerrar')
  })
})

describe('every version that ran', () => {
  test('is kept with its source and time, newest first, and can be read and compared', async () => {
    const house = openGrove()
    const first = house.hash()
    house.clock.jump(1_000)
    const second = await house.plant('pino')
    const path = 'messages/sistema.md'
    expect(house.prompts.write(path, treeText('cedro'))).toEqual({ ok: true })
    const third = house.hash()
    await house.prompts.pin(first)
    const listed = await house.prompts.versions()
    expect(listed.map(({ hash, source }) => [hash, source])).toEqual([
      [first, 'rollback'],
      [third, 'panel'],
      [second, 'disk'],
    ])
    expect(listed.every(({ at, firstAt }) => at >= firstAt)).toBe(true)
    expect((await house.prompts.version(second.slice(0, 6)))?.get(path)).toBe(treeText('pino'))
    expect(await house.prompts.diff(second, 'disco')).toEqual([
      {
        file: path,
        diff: [
          `--- a/${path}`,
          `+++ b/${path}`,
          '@@ -1,4 +1,4 @@',
          ' ---',
          '-sin_dato: "Nada sé del pino."',
          '-falla_tecnica: "Fallo del pino."',
          '+sin_dato: "Nada sé del cedro."',
          '+falla_tecnica: "Fallo del cedro."',
          ' ---',
        ].join('\n'),
      },
    ])
  })

  test('keeps its tests out: another test is no other version', async () => {
    const house = openGrove()
    const before = house.hash()
    const spec = 'nombre: x\nconversacion:\n  - cliente: hola\n'
    expect(house.prompts.write('tests/nueva.yaml', spec)).toEqual({ ok: true })
    expect(house.hash()).toBe(before)
    expect(await house.prompts.versions()).toHaveLength(1)
    expect((await house.prompts.version(before))?.has('tests/nueva.yaml')).toBe(false)
  })
})
