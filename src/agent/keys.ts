// By which other names may a key or a value be called? Keys are Spanish, accents and case do not matter, English is understood.
import { foldText } from './text.ts'

const english: Readonly<Record<string, string>> = {
  name: 'nombre',
  business: 'negocio',
  language: 'idioma',
  languages: 'idiomas',
  time_zone: 'zona_horaria',
  timezone: 'zona_horaria',
  hours: 'horario',
  model: 'modelo',
  fallback: 'respaldo',
  temperature: 'temperatura',
  max_bubbles: 'max_globos',
  max_chars: 'max_caracteres',
  knowledge: 'conocimiento',
  synonyms: 'sinonimos',
  tag: 'etiqueta',
  applies_to: 'aplica_a',
  contact: 'contacto',
  conversation: 'conversacion',
  data: 'datos',
  type: 'tipo',
  phone: 'telefono',
  text: 'texto',
  number: 'numero',
  date: 'fecha',
  country: 'pais',
  description: 'descripcion',
  rules: 'reglas',
  datum: 'dato',
  asks_for_person: 'pide_humano',
  except: 'excepto',
  frustration: 'frustracion',
  failed_attempts: 'intentos_fallidos',
  words: 'palabras',
  criteria: 'criterios',
  does_not_count: 'no_cuenta',
  send: 'enviar',
  on_apply: 'al_aplicar',
  message: 'mensaje',
  silence: 'silenciar',
  notify: 'avisar',
  format: 'formato',
  out_of_hours: 'fuera_de_horario',
  technical_failure: 'falla_tecnica',
  title: 'titulo',
  category: 'categoria',
  status: 'estado',
  active: 'activo',
  draft: 'borrador',
  archived: 'archivado',
  closed: 'cerrado',
  params: 'parametros',
  max_response: 'respuesta_max',
  channel: 'canal',
  now: 'ahora',
  customer: 'cliente',
  human: 'humano',
  release: 'devolver',
  passes: 'pasan',
  simulated: 'simulado',
  expect: 'espera',
  messages: 'mensajes',
  tags: 'etiquetas',
  tags_include: 'etiquetas_incluye',
  because: 'motivo',
  criterion: 'criterio',
  quote: 'frase',
  no_answer: 'sin_respuesta',
  failure: 'falla',
  silenced: 'silenciado',
  contains: 'contiene',
  not_contains: 'no_contiene',
  max_messages: 'max_mensajes',
  llm_calls: 'llamadas_llm',
  no_promises: 'sin_promesas',
  uses_knowledge: 'usa_conocimiento',
  judgement: 'juicio',
}

/** The Spanish name without accents. */
export function canonical(word: string): string {
  const plain = foldText(word).trim()
  return english[plain] ?? plain
}

const yes = new Set(['si', 'true', 'verdadero', 'yes'])
const no = new Set(['no', 'false', 'falso'])

/** `sí`, `no` and their like; null for anything else. */
export function truthOf(word: string): boolean | null {
  const plain = foldText(word).trim()
  if (yes.has(plain)) return true
  return no.has(plain) ? false : null
}
