// Does the floor tell a request for a person from what only looks like one? Two tables, one of requests and one of traps.
import { describe, expect, test } from 'bun:test'
import { openLexicons } from '../../src/agent/floor/lexicon.ts'
import { readRequest } from '../../src/agent/floor/request.ts'
import { phraseOf } from '../../src/agent/text.ts'

const lexicons = openLexicons('prompts/base/lexicon')
const asks = (text: string, except: readonly string[] = []): boolean =>
  readRequest(text, lexicons, except.map(phraseOf)).asks !== null

const requests = [
  'quiero hablar con una persona',
  'Quiero hablar con un asesor por favor',
  'me comunicas con ventas?',
  'Comunícame con un ejecutivo',
  'asesor por favor',
  'ASESOR',
  'un humano porfa',
  'humano',
  'persona real por favor',
  'una persona por favor',
  'puedo hablar con alguien?',
  '¿Me puede atender una persona?',
  'que me atienda una persona de verdad',
  'quiero que me llame un asesor',
  'necesito que alguien me ayude con mi pedido',
  'hay alguien que me atienda?',
  '¿hay alguien ahí?',
  'hay algún asesor disponible?',
  'no quiero hablar con un robot',
  'No quiero hablar con una máquina!!',
  'no quiero bots',
  'prefiero hablar con una persona',
  'no, prefiero una persona',
  'mejor pásame con alguien',
  'pásame a un asesor',
  'me pasas con el gerente',
  'quiero un asesor',
  'necesito un asesor urgente',
  'ocupo hablar con alguien de ventas',
  'kiero ablar con un acesor',
  'quiero hablarrr con un asesorrr',
  'quiero ablar cn una persona x favor',
  'no me entiendes quiero hablar con un asesor',
  'ya no quiero hablar contigo, quiero un humano',
  'como puedo hablar con un representante',
  'no puedo hablar con un asesor?',
  'por qué no me pasan con un asesor',
  'no he podido hablar con nadie',
  'me pueden llamar?',
  'nadie me contesta',
  'servicio al cliente',
  'quiero atención humana',
  'me gustaría hablar con el encargado',
  'quiero, por favor, hablar con un asesor',
  'hola buenas tardes un asesor por favor',
  'ser atendido por una persona',
  'ya hablé con un asesor ayer pero quiero hablar con otro asesor',
  'hay alguien con quien pueda hablar?',
  'no quiero seguir hablando con un robot',
  'me pueden comunicar con un agente',
  'necesito atención de un humano',
  'podrían marcarme por teléfono?',
  'is there a real person i can talk to',
  'quero falar com um atendente',
  'atendente por favor',
  'Preciso falar com alguém',
  'não quero falar com robô',
  'me passa para um atendente',
  'quero atendimento humano',
  'quero falar com uma pessoa de verdade',
  'I want to talk to a human',
  'can I speak to a representative please',
  'human please',
  'agent',
  'connect me to an agent',
  "I don't want to talk to a bot",
  'let me speak with a real person',
  'can someone call me?',
  'i need a real person',
  'transfer me to customer service',
]

const traps = [
  'no necesito hablar con nadie',
  'no quiero hablar con un asesor',
  'no hace falta que me atienda una persona',
  'no es necesario hablar con un asesor, gracias',
  'todavía no quiero un asesor',
  'ya hablé con un asesor ayer',
  'ayer me atendió una persona muy amable',
  'ya pude hablar con un asesor, gracias',
  'después de hablar con un asesor me quedó claro',
  'gracias por comunicarme con un asesor',
  'soy asesor de seguros',
  'soy agente de viajes',
  'mi agente me recomendó su tienda',
  'quiero ser representante',
  'quiero ser asesor de ustedes',
  'trabajo en ventas',
  'trabajo en recursos humanos',
  'tienen vacante de asesor?',
  'cuánto por persona?',
  'cuánto sale por persona',
  '¿es para una persona?',
  'una persona',
  'somos 4 personas',
  'quiero hablar de precios',
  'quiero una caja para una persona que no toma azúcar',
  'busco un regalo para alguien especial',
  'necesito un vendedor para mi tienda',
  'eres un robot?',
  '¿eres una persona real?',
  'estoy hablando con un bot?',
  'la persona con la que hablé ayer no está',
  'me dieron el contacto de una persona que vende tierra',
  'pueden atender a una persona en silla de ruedas?',
  'mi asesor financiero',
  'con quién tengo el gusto?',
  'alguien me puede decir el precio?',
  'no quiero una máquina de café, quiero molido',
  'no importa si es un bot',
  'tengo que hablar con mi esposo',
  'voy a hablar con mi jefe y te aviso',
  'sin hablar con un asesor puedo pagar?',
  'el asesor que me atendió se llama Luis',
  'un asesor me dijo que había envío gratis',
  '¿puedo pagar con tarjeta?',
  'el curso de atención a clientes cuándo empieza',
  'me llamo Pedro',
  'quiero café de grano',
  'envían a Monterrey?',
  'não preciso falar com ninguém',
  'já falei com um atendente ontem',
  'sou representante comercial',
  'quanto por pessoa?',
  'I already talked to an agent yesterday',
  "I don't need to talk to anyone",
  'I am a travel agent',
  'how much per person?',
  'call me John',
  'I want to be a representative',
  'do you have a human resources department?',
]

describe('a request for a person', () => {
  test.each(requests)('is heard in "%s"', (text) => {
    expect(asks(text)).toBe(true)
  })

  test.each(traps)('is not heard in "%s"', (text) => {
    expect(asks(text)).toBe(false)
  })

  test('leaves out what the business excepts, and nothing else', () => {
    expect(asks('quiero un ejecutivo')).toBe(true)
    expect(asks('quiero un menú ejecutivo', ['menú ejecutivo'])).toBe(false)
    expect(asks('quiero un ejecutivo', ['paquete ejecutivo'])).toBe(true)
    expect(asks('quiero el paquete ejecutivo y hablar con un asesor', ['paquete ejecutivo'])).toBe(true)
  })

  test('quotes the customer in their own spelling', () => {
    const text = 'Hola!! Kiero   HABLAR con un Acesór, porfa'
    const { asks: span } = readRequest(text, lexicons, [])
    expect(text.slice(span?.start, span?.end)).toContain('HABLAR con un Acesór')
  })

  test('is taken back by a later "olvídalo", and not by an earlier one', () => {
    expect(asks('quiero un asesor. No, olvídalo')).toBe(false)
    expect(asks('olvídalo. quiero un asesor')).toBe(true)
    expect(readRequest('no, olvídalo', lexicons, []).cancels).toBe(true)
  })
})
