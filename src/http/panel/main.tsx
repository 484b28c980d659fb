// Where does the panel begin? The theme, the words of one language, the desk, and then the page.
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startTheme } from './likes.ts'
import { languageHere, loadSpeech } from './words.ts'

const place = document.getElementById('root')
startTheme()
if (place !== null) {
  const language = languageHere()
  const speech = await loadSpeech(language)
  document.documentElement.lang = language
  createRoot(place).render(<App first={speech} />)
}
