// Does a sentence promise what nobody here will do? "Te aviso", "lo reviso y…", "en breve te contactan", "ya quedó apartado";
// in Spanish, Portuguese and English. An offer put as a question is none, unless it says "te aviso".
import { foldText } from './text.ts'

/** `handsOver`: a tag of this turn calls people or silences, so saying that somebody takes over is true. */
export function promises(sentence: string, handsOver: boolean): boolean {
  const text = foldText(sentence).replaceAll(/[’´`]/g, "'")
  if (done.test(sentence.normalize('NFC'))) return true
  if (never.some((pattern) => pattern.test(text))) return true
  if (!handsOver && transfers.some((pattern) => pattern.test(text))) return true
  return !isQuestion(text) && unlessAsked.some((pattern) => pattern.test(text))
}

function isQuestion(text: string): boolean {
  return /\?["»)\s\p{Extended_Pictographic}\uFE0F]*$/u.test(text.trim())
}

const you = '(?:te|les|le|os|se lo|se la|te lo|te la|te los|te las|lo|la)'
const soon =
  '(?:en breve|en un momento|en un momentito|en un ratito|en un rato|en unos minutos|en unos instantes|en minutos|en seguida|enseguida|a la brevedad|lo antes posible|muy pronto|pronto|mas tarde|luego|al rato|ahorita|manana|hoy mismo|en cuanto \\w+|cuanto antes)'
const reach =
  '(?:contact(?:a|an|o|amos|are|aremos|aran|ara|ar)|llam(?:o|an|amos|are|aremos|aran|ara)|marc(?:o|an|amos|are|aremos|aran|ara)|escrib(?:o|e|en|imos|ire|iremos|iran|ira)|respond(?:o|e|en|emos|ere|eremos|eran|era)|atiend(?:e|en|o)|atender(?:a|an|emos)|busc(?:a|an|amos|aran|ara))'
const ownReach =
  '(?:contact(?:o|amos|are|aremos|aran|ara)|llam(?:o|amos|are|aremos|aran|ara|an)|marc(?:o|amos|are|aremos|aran|ara|an)|escrib(?:o|imos|ire|iremos|iran|ira)|respond(?:o|emos|ere|eremos|eran|era)|busc(?:aran|ara|aremos|are))'
const check =
  '(?:revis|chec|verific|consult|pregunt|confirm|investig|averigu|valid|gestion|coordin|solicit|tramit|cotiz|calcul)'

/** "Agendé" is a claim, "agende" a courtesy: the accent tells. */
const done =
  /(?<!\p{L})(?:agend|reserv|apart|registr|cancel|envi|mand|avis|confirm|solicit|cotic|program|notifiqu|transfer|inscrib|ped)[éí](?!\p{L})/iu

/** Whatever the form of the sentence. */
const never = [
  new RegExp(
    `\\b${you} (?:avis(?:o|amos|are|aremos|aran|ara|an)|notific(?:o|amos|are|aremos|aran)|inform(?:are|aremos|aran)|recuerdo|recordare(?:mos)?)\\b`,
  ),
  new RegExp(
    `\\b${you} (?:estare|estaremos|estaran|estoy|estamos) (?:avisando|informando|contactando|llamando|escribiendo|enviando|mandando|confirmando|transfiriendo|pasando|comunicando)\\b`,
  ),
  /\b(?:te|les|le) (?:mantengo|mantenemos|mantendre(?:mos)?|tendre(?:mos)?) (?:al tanto|informad[oa]s?|al corriente)\b/,
  new RegExp(
    `\\b(?:dejame|dejeme|dejanos|permiteme|permitame|permitenos|deja) (?:que )?(?:lo |la |te |los |le )*(?:${check}\\w*|ver|veo|buscar|busco|pasar|mandar|enviar|avisar|comunicar|comento)\\b`,
  ),
  new RegExp(
    `\\b(?:voy|vamos) a (?:${check}\\w*|ver (?:si|con|que)|avisar\\w*|llamar\\w*|marcar\\w*|escribir\\w*|contactar\\w*|mandar\\w*|enviar\\w*|agendar\\w*|apartar\\w*|reservar\\w*|registrar\\w*|transferir\\w*|comunicar\\w*|canalizar\\w*|pasar(?:te|le|les|lo|la)?\\b(?! (?:la|el|los|las) (?:direccion|ubicacion|precio|precios|lista|datos?|horario|info|informacion|opciones))|hacer(?:te|lo|la)?\\b)`,
  ),
  new RegExp(
    `\\b(?:lo|la|los|las|le|te lo|te la|yo|ahora|ahorita|ya|enseguida|mientras) (?:${check}(?:o|amos|are|aremos))\\b`,
  ),
  new RegExp(
    `\\b${check}(?:o|amos|are|aremos) (?:y|con|al|a la|en|eso|esto|el|la|los|las|si|lo|tu|su|mas|disponibilidad|existencias|internamente)\\b`,
  ),
  /\b(?:dame|deme|danos|espera(?:me)?|espere(?:me)?|aguarda(?:me)?|permiteme|regalame) (?:un|unos|tantito|por favor|un poco|en (?:la )?linea)\b/,
  /\b(?:te|se lo|se la|te lo|te la|te los|te las|le|les) (?:aparto|reservo|agendo|anoto en|inscribo|registro|separo|guardo un|guardo una|cotizo|tramito|gestiono|programo|prometo|garantizo|aseguro|devuelvo|reembolso|regalo|dejo en|autorizo|consigo|apartare|reservare|agendare|inscribire|registrare|regalare|cotizare|conseguire|prometemos|garantizamos|aseguramos|reservaremos|apartaremos|agendaremos|cotizaremos)\b/,
  /\b(?:te|le|les|nos|me) (?:comprometo|comprometemos)\b|\b(?:prometo|prometemos|garantizamos que|garantizo)\b/,
  /\b(?:ya )?(?:quedo|quedaste|queda|quedaron|esta|estan|estas|qued[oe]) (?:\w+ ){0,3}(?:agendad|reservad|apartad|registrad|confirmad|inscrit|programad|separad|cancelad|reembolsad)[oa]s?\b/,
  /\b(?:ya|acabo de|he|hemos) (?:te |lo |la |le |les |se lo |se la )*(?:agende|agendado|agendar|reserve|reservado|reservar|aparte|apartado|apartar|registre|registrado|registrar|inscribi|inscrito|cancele|cancelado|cancelar|reembolse|reembolsado|mande|mandado|mandar|envie|enviado|enviar|confirme|confirmado|solicite|solicitado|cotice|cotizado|hice|hecho|hable|hablado|hablar|consulte|consultado|revise|revisado)\b/,
  new RegExp(
    `\\b(?:nos|se) (?:pondran?|pondremos|pondre|ponemos|ponen|pone|comunicaran?|comunicaremos|comunicamos|comunican) (?:\\w+ ){0,2}(?:en contacto|contigo|con usted|con ustedes)\\b|\\bnos comunicamos contigo\\b|\\bme comunico contigo\\b|\\bme pongo en contacto\\b`,
  ),
  new RegExp(
    `\\b${soon},? (?:\\w+ ){0,4}?${you} (?:\\w+ )?(?:${reach}|confirm\\w+|mand\\w+|envi\\w+|da\\w* (?:seguimiento|respuesta)|comunic\\w+|resuelv\\w+|apoy\\w+)\\b`,
  ),
  new RegExp(
    `\\b${you} (?:${reach}|confirm(?:o|amos|an|ara|aran)|mand\\w+|envi\\w+|resuelv\\w+) (?:\\w+ ){0,6}?${soon}\\b`,
  ),
  new RegExp(`\\b(?:te|le|les) ${ownReach}\\b(?! (?:por aqui )?(?:para decir|que))`),
  /\bte (?:confirmo|confirmamos|confirmare|confirmaremos|confirmaran|confirman)\b(?!:| que\b| el dato| los datos)/,
  /\b(?:vuelvo|volvere|regreso|regresare|regresamos) (?:contigo|con (?:la|tu|una) (?:respuesta|informacion)|a escribirte|en (?:un|unos))\b/,
  /\b(?:te|les|le|lo|la) (?:va|van) a (?:llamar|contactar|escribir|marcar|buscar|responder|atender|avisar|confirmar|mandar|enviar|dar seguimiento)\b/,
  /\brecibir(?:as|a|an) (?:\w+ ){0,2}(?:llamada|correo|mensaje|cotizacion|respuesta|noticias|propuesta|confirmacion|enlace|liga|link)\b/,
  new RegExp(`\\b(?:estoy|estamos|ando|sigo) ${check}(?:ando|iendo)\\b`),
  /\b(?:cuenta con ello|cuente con ello|dalo por hecho|yo me encargo|me encargo (?:de|yo)|dejalo en mis manos|dejamelo a mi|quedo al pendiente)\b/,
  /^[\s¡*_]*(?:(?:listo|hecho|perfecto|claro)[,.! ]*)?(?:agendad|reservad|apartad|registrad|inscrit|cancelad|reembolsad)[oa]s?\b/,
  /\bte (?:lo|la|los|las) (?:traigo|traemos|conseguimos|consigo|dejo mas barat|dejamos mas barat)/,
  // Portuguese
  /\b(?:vai|vao) (?:te |lhe |entrar |ja )*(?:chamar|ligar|contatar|contactar|responder|atender|retornar|escrever|procurar|avisar)\b|\b(?:eu resolvo|deixa comigo|resolvo isso)\b/,
  /\b(?:te|lhe|voce) (?:aviso|avisamos|avisarei|avisaremos|retorno|retornamos|ligo|ligamos|ligarei|ligaremos)\b|\b(?:eu )?(?:aviso|avisamos|retorno|retornamos|retornarei|retornaremos) (?:voce|assim que|em breve|para voce|logo|ja)\b/,
  /\b(?:vou|vamos|irei|iremos) (?:te |lhe |ja |so )*(?:verificar|checar|conferir|consultar|perguntar|confirmar|avisar|ligar|chamar|mandar|enviar|encaminhar|transferir|passar voce|passar para|reservar|agendar|separar|retornar|entrar em contato|ver (?:com|se|isso)|providenciar|falar com)\b/,
  /\b(?:entraremos|entrarei|entrarao|entrara|entramos|entra|vao entrar|vai entrar) em contato\b|\bem breve\b.{0,40}\b(?:contat|contact|respond|ligar|liga|retorn|atend|cham|fala)\w*|\b(?:deixa|deixe)(?:-me| eu| me)? (?:ver|verificar|checar|conferir|confirmar|consultar|perguntar)\b|\b(?:aguarde|so) um (?:momento|minuto|instante)\b|\bum momento,? por favor\b/,
  /\b(?:ja|acabei de) (?:te |lhe )?(?:reservei|reservar|agendei|agendar|separei|separar|enviei|enviar|mandei|mandar|avisei|avisar|transferi|confirmei|cancelei|verifiquei)\b|\b(?:esta|ficou|fica) (?:reservad|agendad|confirmad|separad|cancelad)[oa]\b|\b(?:eu )?(?:prometo|prometemos|garanto|garantimos)\b/,
  // English
  /\b(?:manager|boss|colleague|team|advisor|agent|representative|someone|somebody|specialist|staff|they|sales|expert|person)(?: \w+){0,3}? (?:will|is going to|are going to) (?:\w+ )?(?:call|contact|reach|write|text|message|email|get back|get in touch|be in touch|assist|follow up|confirm|send)\b/,
  /\b(?:i'll|i will|i'm going to|i am going to|i'm gonna|we'll|we will|we're going to|we are going to|they'll|they will|someone will|somebody will|a (?:colleague|person|member|representative|teammate)(?: of (?:our|the) team)? will|(?:our|the) team will|you'll|you will) (?:\w+ )?(?:check|verify|ask|confirm|find out|look into|let you|let them|get back|get in touch|be in touch|be contacted|hear|contact|call|reach|email|e-mail|message|text|send|notify|inform|book|reserve|schedule|arrange|transfer|connect|forward|pass|follow|make sure|keep you|update|refund|cancel|receive a (?:call|message|reply)|reply|respond|set aside|put aside|hold|register|sign you)\b/,
  /\b(?:let me|allow me to) (?:\w+ )?(?:check|verify|ask|confirm|find|see|look|get back|transfer|connect|consult|book|reserve|call)\b|\b(?:get|getting|got) back to you\b|\blet you know (?:as soon|when|once|later|soon)\b|\bbe (?:right )?back\b|\b(?:hold on|one moment|just a (?:moment|second|minute)|please wait|bear with me|give me a (?:moment|second|minute))\b/,
  /\b(?:i've|i have|we've|we have|i just|i already|i) (?:just |already )?(?:booked|reserved|scheduled|transferred|notified|informed|sent|emailed|forwarded|passed (?:it|this|you|your)|registered|cancelled|canceled|refunded|confirmed with|checked with|spoken|asked|set aside|added you)\b|\b(?:is|are|has been|have been) (?:now |already |all )?(?:booked|reserved|scheduled|confirmed|refunded)\b|\bi (?:promise|guarantee)\b|\bwe (?:promise|guarantee)\b|\b(?:contact|call|reach out to|email|message) you (?:back|soon|shortly|later|tomorrow)\b/,
]

/** Saying that a person takes over, or was told: true only when a tag of this turn does it. */
const transfers = [
  /\b(?:te|le|les|lo|la) (?:paso|pasare|pasamos|transfiero|transferi|transferimos|comunico|comunicare|canalizo|canalice|derivo|derive|conecto|conecte|pase|enlazo|turno) (?:\w+ )?(?:con|a|al)\b(?! (?:la|el|los|las) (?:direccion|ubicacion|precio|lista))/,
  /\b(?:ya|acabo de|he|hemos) (?:te |lo |la |le |les )*(?:avise|avisado|avisar|notifique|notificado|notificar|transferi|transferido|transferir|pase|pasado|pasar|comunique|canalice|informe|informado|reporte|reportado|reportar|escale|escalado|dije|dicho|solicite)\b/,
  /\b(?:un|una|algun|alguna) (?:asesor\w*|persona|ejecutiv\w*|companer\w*|agente|especialista|alguien)(?: \w+){0,4} (?:te|le|les|se) (?:\w+ )?(?:atendera|contactara|escribira|llamara|respondera|marcara|atiende|escribe|contacta|llama|dara|pondra|comunicara|buscara)\b/,
  /\balguien (?:del equipo |de nosotros )?(?:te|le|les|se) (?:\w+ )?(?:atendera|contactara|escribira|llamara|respondera|marcara|dara|pondra|comunicara|buscara)\b/,
  /\b(?:te|lhe) (?:transfiro|transferi|passo para|encaminho|conecto)\b|\b(?:transferring|connecting|forwarding|escalating) (?:you|this|your)\b/,
]

/** Things a reply can give at once, so "¿te mando los precios?" is an offer; as a statement it is a promise. */
const unlessAsked = [
  /\b(?:te|les|le|te lo|te la|te los|te las|se lo|se la) (?:mando|mandamos|mandare|mandaremos|mandaran|envio|enviamos|enviare|enviaremos|enviaran|hago llegar|haremos llegar|haran llegar|hare llegar|comparto por correo|consigo|preparo|prepararemos|preparamos|preparare|tengo listo|tengo (?:la|el|tu|una) (?:cotizacion|respuesta|propuesta)|tendremos|tendre)\b(?! (?:un (?:abrazo|saludo)|saludos|todo lo mejor|muchas? \w+))/,
  /\bte (?:doy|damos|daremos|dare|daran) (?:seguimiento|respuesta|una respuesta)\b|\b(?:haremos|hare|hago|hacemos) (?:el|la|tu) (?:pedido|reserva|reservacion|cotizacion|cita|cancelacion|devolucion|reembolso|registro)\b/,
  /\b(?:te|lhe) (?:mando|envio|mandamos|enviamos|enviarei|enviaremos|mandarei)\b/,
]
