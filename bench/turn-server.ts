// Who answers the turns of the bench? A server that gives every chat request the same good answer at once; its time is not counted,
// because it is another process.
const args = JSON.stringify({
  mensajes: ['Sí, damos factura sin costo: mándanos tu constancia de situación fiscal.'],
  etiquetas: [],
  datos: { nombre: null, piezas: null, fecha: null, interes: null },
  sin_respuesta: false,
})
let answers = 0

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch(request) {
    const { tools } = (await request.json()) as { tools: { function: { name: string } }[] }
    const name = tools[0]?.function.name ?? ''
    answers += 1
    const call = { id: `call_${answers}`, type: 'function', function: { name, arguments: args } }
    return Response.json({
      ...{ id: `c${answers}`, object: 'chat.completion', created: 1, model: 'banco' },
      choices: [
        {
          ...{ index: 0, finish_reason: 'tool_calls' },
          message: { role: 'assistant', content: null, tool_calls: [call] },
        },
      ],
      usage: { prompt_tokens: 1_800, completion_tokens: 60, total_tokens: 1_860 },
    })
  },
})
console.log(server.url.origin)
