// Why did the rules refuse? One Spanish sentence for each reason: what is so, and what to do about it.
import type { RefusalCode } from '../model.ts'
import { HouseError } from '../errors.ts'

const sentences: Record<RefusalCode, string> = {
  'window-closed':
    'La ventana de 24 horas está cerrada. Para reactivarla, el cliente debe escribir de nuevo, o envía una plantilla donde el canal lo permita.',
  'no-templates': 'Este canal no tiene plantillas. Escribe un mensaje normal.',
  'media-not-allowed': 'Este canal no admite ese tipo de archivo. Envía un enlace en el texto.',
  empty: 'El mensaje está vacío. Escribe algo antes de enviarlo.',
  'clock-skewed': 'El reloj del servidor no coincide con el del canal. Revisa la hora del servidor.',
  past: 'Ese momento ya pasó. Elige uno futuro.',
  'unknown-tag': 'Esa etiqueta no existe. Revisa el nombre o créala primero.',
  'unsupported-body': 'Este canal no puede enviar ese tipo de mensaje.',
}

/** A refusal of the rules, as the 409 it becomes. */
export function refusal(because: RefusalCode): HouseError {
  return new HouseError('conflict', sentences[because], { because })
}
