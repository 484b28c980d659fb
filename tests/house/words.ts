// Which words may stand in one file only, or nowhere? Time, chance, the environment, the network, and what rots.
import type { ProjectFile, Violation } from './project.ts'
import { codeText, lineAt } from './syntax.ts'

interface Rule {
  readonly word: RegExp
  readonly because: string
  /** Paths in which it may be said. */
  readonly except: RegExp
}

const nowhere = /^$/
/** An instant as text for a wire, or as the Date that croner wants. */
const datesWritten = /^src\/(http\/wire|sweeper)\.ts$/
/** Run in a browser, where none of the house's parts can be handed in. */
const browser = /^src\/(channels\/web\/widget|http\/panel)\//

const panel = /^src\/http\/panel\//

const inSource: readonly Rule[] = [
  { word: /\bDate\.now\b/g, because: 'time comes through Clock', except: /^src\/clock\.ts$/ },
  { word: /\bnew Date\(\s*\)/g, because: 'time comes through Clock', except: nowhere },
  {
    word: /\bnew Date\((?!\s*\))/g,
    because: 'dates are made in few files only',
    except: datesWritten,
  },
  { word: /\bperformance\.now\b/g, because: 'time comes through Clock', except: /^src\/clock\.ts$/ },
  { word: /\bset(Timeout|Interval)\b/g, because: 'waiting goes through Clock', except: /^src\/clock\.ts$/ },
  { word: /\bMath\.random\b|\brandomUUID\b/g, because: 'chance is handed in', except: nowhere },
  { word: /\bgetRandomValues\b|\brandomBytes\b/g, because: 'chance is handed in', except: /^src\/ids\.ts$/ },
  {
    word: /\bprocess\.env\b|\bBun\.env\b/g,
    because: 'main reads the environment',
    except: /^src\/main\.ts$/,
  },
  { word: /\bconsole\./g, because: 'the house speaks through Log', except: nowhere },
  { word: /\bprocess\.exit\b/g, because: 'the process ends by itself', except: nowhere },
]

/** The panel has one clock, and no way from text to markup. */
const inPanel: readonly Rule[] = [
  {
    word: /\bDate\.now\b|\bset(Timeout|Interval)\b|\bnew Date\(\s*\)/g,
    because: 'time comes through time.ts',
    except: /\/panel\/time\.ts$/,
  },
  {
    word: /\bdangerouslySetInnerHTML\b|\b(inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b|\beval\b/g,
    because: 'text is text',
    except: nowhere,
  },
  { word: /\bMath\.random\b|\bconsole\./g, because: 'chance and speech have better ways', except: nowhere },
  {
    word: /[¡¿áéíóúñÁÉÍÓÚÑãõçÃÕÇ]/g,
    because: 'words stand in words/',
    except: /\/panel\/words\//,
  },
]

/** Colours have names: only the tokens say what they are. */
const inStyles: readonly Rule[] = [
  {
    word: /#[0-9a-fA-F]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|lab|lch)\(/g,
    because: 'colours stand in tokens.css',
    except: /\/style\/tokens\.css$/,
  },
]

const inRules: readonly Rule[] = [
  { word: /\basync\b|\bawait\b|\bPromise\b|\bDate\b/g, because: 'rules are pure', except: nowhere },
]

const inTests: readonly Rule[] = [
  {
    word: /\b(test|it|describe)\.(only|skip|todo|failing|skipIf|if|todoIf)\b/g,
    because: 'every test runs',
    except: nowhere,
  },
  { word: /\bmock\.module\b/g, because: 'no mocked modules', except: nowhere },
]

const rotten: readonly Rule[] = [
  { word: /\b(TODO|FIXME|XXX|HACK)\b/g, because: 'do it, or leave it out', except: nowhere },
  {
    word: /@ts-(ignore|nocheck|expect-error)|(oxlint|eslint)-disable/g,
    because: 'a check is obeyed',
    except: nowhere,
  },
]

/** Words of the desk at which this was written, which mean nothing to its readers. */
const workplace: readonly Rule[] = [
  { word: /\/work\/|\/root\/|\/home\/\w+\/|\/Users\//g, because: 'a path of one machine', except: nowhere },
  { word: /\bregistry\.(npmjs|yarnpkg)\b/g, because: 'a registry host', except: nowhere },
  {
    word: /\b[Ii]ssue #?\d+|\bthis session\b|\bthe brief\b/g,
    because: 'nobody can look that up',
    except: nowhere,
  },
  {
    word: /\b(stack|reliability|panel|performance|style)\.md\b/g,
    because: 'that page is not here',
    except: nowhere,
  },
]

/** Forbidden words in code; comments are read only for what rots and for words of the workplace; this room must name them. */
export function wordViolations(files: readonly ProjectFile[]): readonly Violation[] {
  return files.flatMap((file) => {
    const code = /\.(ts|tsx|mjs)$/.test(file.path)
    if (file.path.startsWith('tests/house/')) return []
    const text = code ? codeText(file) : ''
    return [
      ...(file.path.startsWith('src/') && !browser.test(file.path) ? said(file, text, inSource) : []),
      ...(panel.test(file.path) && code ? said(file, text, inPanel) : []),
      ...(panel.test(file.path) && file.path.endsWith('.css') ? said(file, file.text, inStyles) : []),
      ...(file.path.startsWith('src/rules/') ? said(file, text, inRules) : []),
      ...(file.path.startsWith('tests/') ? said(file, text, inTests) : []),
      ...said(file, file.text, code ? [...rotten, ...workplace] : workplace),
    ]
  })
}

function said(file: ProjectFile, text: string, rules: readonly Rule[]): readonly Violation[] {
  return rules
    .filter(({ except }) => !except.test(file.path))
    .flatMap(({ word, because }) =>
      [...text.matchAll(word)].map((match) => ({
        path: file.path,
        what: `line ${lineAt(file, match.index)} says ${match[0].trim()} (${because})`,
      })),
    )
}
