// On which conversations may the count of failed attempts be tuned? A development list of its own, from other trades than the sample
// pack's; the frozen set of tests/agent/eval is never used for that.

/** Lines in turn: customer, agent, customer …; `at` is the customer turn at which a person must take over, 0 for never. */
export interface DevTalk {
  readonly at: number
  readonly lines: readonly string[]
}

export const devStuck: readonly DevTalk[] = [
  {
    at: 3,
    lines: [
      'venden pan sin gluten?',
      'Nuestro pan se hornea cada mañana.',
      'pero sin gluten',
      'Nuestro pan se hornea cada mañana a las 6.',
      'me respondes siempre igual, hay SIN GLUTEN o no',
    ],
  },
  {
    at: 3,
    lines: [
      'cuándo me entregan el sillón',
      'Entregamos en toda la ciudad.',
      'cuándo, no dónde',
      'Entregamos en toda la ciudad y alrededores.',
      'no contestas lo que te pregunto',
    ],
  },
  {
    at: 3,
    lines: [
      'mi membresía sale vencida',
      'Las membresías cuestan $500 al mes.',
      'no pregunté cuánto cuestan, la mía sale vencida',
      'La mensualidad es de $500.',
      'qué pésima atención tienen',
    ],
  },
  {
    at: 3,
    lines: [
      'el taladro no prende',
      'Manejamos taladros desde $900.',
      'compré uno y no prende',
      'Manejamos taladros desde $900. ¿Buscas uno?',
      'increíble, llevo rato explicándote',
    ],
  },
  {
    at: 4,
    lines: [
      'el salón tiene rampa?',
      'El salón es para 200 invitados.',
      'rampa para silla de ruedas',
      'El salón es para 200 invitados e incluye mesas.',
      'tiene rampa?',
      'El salón incluye mesas y sillas.',
      'rampa, para mi abuelita',
    ],
  },
  {
    at: 4,
    lines: [
      'puedo cambiar mi cita al viernes',
      '¿Me das un poco más de detalle?',
      'mi cita del jueves, pasarla al viernes',
      'Atendemos de lunes a viernes.',
      'cámbiala al viernes por favor',
      'Las citas se agendan en línea.',
      'ya la tengo agendada, quiero cambiarla',
    ],
  },
  {
    at: 3,
    lines: [
      'hay estampado en playera negra?',
      'Estampamos desde 10 piezas.',
      'en negra se puede?',
      'El estampado cuesta $80.',
      'estás bien menso, te pregunté por el color',
    ],
  },
  {
    at: 3,
    lines: [
      'dónde veo mi saldo',
      'No tengo esa información.',
      'mi saldo de puntos',
      'No tengo esa información.',
      'qué porquería de servicio',
    ],
  },
  {
    at: 3,
    lines: [
      'por qué me descontaron 200',
      'Los descuentos aplican en temporada.',
      'no es descuento, me cobraron 200 de más',
      'Los descuentos aplican en temporada.',
      'esto ya es una falta de respeto',
    ],
  },
  {
    at: 3,
    lines: [
      'el wifi del cuarto no sirve',
      'Tenemos wifi en todo el hotel.',
      'en el mío no',
      'Tenemos wifi en todo el hotel, sin costo.',
      'eso ya me lo dijiste 🙄 y no jala',
    ],
  },
  {
    at: 3,
    lines: [
      'che el turno del martes sigue en pie?',
      'Los turnos se sacan por la web.',
      'ya lo saqué, sigue en pie?',
      'Los turnos se sacan por la web.',
      'me tenés podrido, siempre la misma respuesta',
    ],
  },
  {
    at: 3,
    lines: [
      'tenés talle 46?',
      'Tenemos zapatillas de varios modelos.',
      'talle 46 te dije',
      'Tenemos zapatillas de varios modelos y colores.',
      'no entendés un carajo',
    ],
  },
  {
    at: 3,
    lines: [
      'me cobró doble la tarjeta',
      'Aceptamos todas las tarjetas.',
      'me cobró dos veces',
      'Aceptamos todas las tarjetas y efectivo.',
      'qué pena pero ustedes no resuelven nada',
    ],
  },
  {
    at: 3,
    lines: [
      '¿el menú infantil lleva postre?',
      'El menú infantil cuesta 9 euros.',
      'pero lleva postre',
      'El menú infantil cuesta 9 euros.',
      'madre mía, qué paciencia hay que tener',
    ],
  },
  {
    at: 3,
    lines: [
      'qual o prazo de entrega',
      'O frete custa R$ 20.',
      'não perguntei o frete, perguntei o prazo',
      'O frete custa R$ 20 para a capital.',
      'que atendimento horrível',
    ],
  },
  {
    at: 4,
    lines: [
      'o bolo leva leite?',
      'Nossos bolos são feitos no dia.',
      'leva leite?',
      'Nossos bolos são feitos no dia, com carinho.',
      'sim mas tem leite?',
      'Fazemos bolos sob encomenda.',
      'leite. tem ou não tem',
    ],
  },
  {
    at: 3,
    lines: [
      'minha senha não funciona',
      'Você pode comprar pelo site.',
      'não é isso, minha senha não entra',
      'Você pode comprar pelo site ou na loja.',
      'vocês não resolvem nada, tô cansada',
    ],
  },
  {
    at: 3,
    lines: [
      'vocês só repetem',
      'Como posso ajudar?',
      'quero saber do reembolso',
      'O reembolso depende do caso.',
      'e o meu reembolso?',
      'O reembolso depende do caso.',
      'você só repete a mesma resposta',
    ],
  },
  {
    at: 3,
    lines: [
      'does the room have a bathtub',
      'Our rooms are 30 square metres.',
      'bathtub, yes or no',
      'Our rooms are 30 square metres with a view.',
      'you are not answering my question',
    ],
  },
  {
    at: 4,
    lines: [
      'what time is checkout',
      'Check-in is at 3 pm.',
      'not check-in, checkout',
      'Check-in is at 3 pm every day.',
      'checkout time please',
      'Could you rephrase?',
      'CHECKOUT TIME',
    ],
  },
  {
    at: 3,
    lines: [
      'my refund never arrived',
      'Refunds take 5 days.',
      'it has been 20 days',
      'Refunds take 5 days.',
      'terrible support, nobody helps',
    ],
  },
  {
    at: 3,
    lines: [
      'is the cake nut free',
      'Our cakes are baked daily.',
      'nut free?',
      'Our cakes are baked daily with love.',
      'this is getting on my nerves',
    ],
  },
  {
    at: 3,
    lines: [
      'necesito la talla más grande del uniforme',
      'Los uniformes cuestan $350.',
      'la talla más grande cuál es?',
      'Los uniformes cuestan $350.',
      'no me haces caso',
    ],
  },
  {
    at: 4,
    lines: [
      'la lavadora hace ruido',
      'Reparamos lavadoras y secadoras.',
      'sí, la mía hace ruido al girar',
      'Reparamos lavadoras y secadoras.',
      'ok y qué será el ruido?',
      'Reparamos lavadoras y secadoras de todas las marcas.',
      'ya sé que reparan, no manches',
    ],
  },
]

export const devFine: readonly DevTalk[] = [
  {
    at: 0,
    lines: [
      'venden pan de caja?',
      'Sí, el pan de caja cuesta $60.',
      'y pan integral?',
      'El integral cuesta $70.',
      'el pan integral es dulce?',
      'No lleva azúcar.',
      'me aparto un pan integral',
    ],
  },
  {
    at: 0,
    lines: [
      'está bien cabrón el descuento jaja',
      '¡Gracias! Es solo esta semana.',
      'a huevo, paso mañana',
      'Aquí te esperamos.',
      'hasta qué hora están',
    ],
  },
  {
    at: 0,
    lines: [
      'no encuentro su local',
      'Estamos en Juárez 20.',
      'ya lo vi, gracias!!',
      '¡Bienvenido!',
      'tienen estacionamiento?',
    ],
  },
  {
    at: 0,
    lines: ['QUE RICO PASTEL!!!', '¡Gracias!', 'LES QUEDÓ INCREÍBLE', 'Nos alegra mucho.', 'QUIERO OTRO'],
  },
  {
    at: 0,
    lines: [
      'hacen pasteles de unicornio?',
      'No tengo esa información.',
      'bueno, y de chocolate?',
      'Sí, el de chocolate cuesta $400.',
      'va, y de vainilla?',
    ],
  },
  {
    at: 0,
    lines: [
      'a qué hora cierran',
      'A las 8.',
      'y los sábados a qué hora cierran',
      'Los sábados a las 6.',
      'y los domingos a qué hora cierran',
      'Los domingos no abrimos.',
      'ok perfecto',
    ],
  },
  {
    at: 0,
    lines: [
      'el gimnasio está lleno siempre!!',
      'Por la mañana hay menos gente.',
      'cuánto la mensualidad',
      'Cuesta $500.',
      'y el día suelto?',
    ],
  },
  {
    at: 0,
    lines: [
      'cuánto la playera',
      'La playera cuesta $150.',
      'y con estampado la playera?',
      'Con estampado, $230.',
      'y 10 playeras con estampado?',
      'Diez con estampado, $2,100.',
      'y si son 20?',
    ],
  },
  {
    at: 0,
    lines: [
      'no me entendiste jaja, dije corte de barba',
      'El corte de barba cuesta $120.',
      'eso, y a qué hora puedo ir',
    ],
  },
  {
    at: 0,
    lines: [
      'mi jefe es un idiota jaja necesito vacaciones',
      '¡Ánimo! ¿A qué playa te gustaría ir?',
      'a mazatlán',
      'A Mazatlán hay salidas los viernes.',
      'va, cuánto',
    ],
  },
  {
    at: 0,
    lines: [
      'qual o valor da diária',
      'A diária custa R$ 200.',
      'e no feriado qual o valor?',
      'No feriado, R$ 280.',
      'a diária inclui café?',
      'Sim, o café está incluído.',
      'ótimo',
    ],
  },
  {
    at: 0,
    lines: [
      'how much is the room',
      'It is $80 a night.',
      'and the bigger room?',
      'The bigger room is $120.',
      'does the bigger room have a view',
      'Yes, of the sea.',
      'nice',
    ],
  },
  { at: 0, lines: ['???', '¡Hola! ¿En qué te ayudo?', 'me oyes??', 'Aquí estoy.', 'cuánto el corte'] },
  {
    at: 0,
    lines: [
      'che qué loco este lugar',
      '¡Gracias!',
      'una locura total!!!',
      '¿Te reservo una mesa?',
      'dale, para dos',
    ],
  },
  {
    at: 0,
    lines: [
      'no tienen en azul?',
      'En azul ya no queda, en verde sí.',
      'en verde no me gusta, y en rojo?',
      'En rojo quedan dos.',
      'ese, en rojo',
    ],
  },
  {
    at: 0,
    lines: [
      'mi pedido no llega',
      '¿Cuál es tu número de pedido?',
      'es el 4471',
      'Tu pedido 4471 va en camino, llega hoy.',
      'ah qué bueno, ya me estaba preocupando',
    ],
  },
  {
    at: 0,
    lines: [
      'hay cita mañana?',
      'Sí, a las 10 y a las 12.',
      'a las 12 por favor',
      'Listo, mañana a las 12.',
      'a las 12 en punto verdad?',
      'Así es, a las 12 en punto.',
      'gracias!',
    ],
  },
  {
    at: 0,
    lines: [
      'sirve para piso de madera?',
      'Sí, sirve para madera.',
      'y para piso de barro?',
      'También.',
      'y para piso de mármol?',
      'Para mármol no.',
      'ok entonces barro y madera',
    ],
  },
]
