// What does the page say that is not in its HTML? Every Spanish word of the script stands here.
import type { VisitorMessage } from '../wire.ts'
import type { Link } from './page.ts'

export const linkWords: Record<Link, string> = {
  connecting: 'Conectando…',
  live: 'En línea',
  reconnecting: 'Reconectando…',
  offline: 'Sin conexión',
}

export const speakers: Record<VisitorMessage['author'], string> = {
  contact: 'Tú',
  agent: 'Asistente',
  person: 'Equipo',
}

export const words = {
  ai: 'IA',
  sending: 'Enviando…',
  sent: 'Enviado',
  failed: 'No se envió.',
  retry: 'Reintentar',
  erased: 'Mensaje eliminado',
  image: 'Imagen',
  audio: 'Audio',
  video: 'Video',
  document: 'Documento',
  sticker: 'Sticker',
  location: 'Ver ubicación',
  today: 'Hoy',
  yesterday: 'Ayer',
  noService: 'El chat no está disponible por ahora. Seguimos intentando.',
  left: (count: number) => `Quedan ${count}`,
} as const
