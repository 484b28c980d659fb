// What does the stemmer's package offer? It comes without types.
declare module 'snowball-stemmers' {
  export function newStemmer(language: 'spanish'): { stem(word: string): string }
}
