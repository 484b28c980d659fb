// How is each language called by those who speak it?
export const languages = [
  { code: 'es-MX', name: 'Español' },
  { code: 'en', name: 'English' },
  { code: 'pt-BR', name: 'Português' },
] as const
