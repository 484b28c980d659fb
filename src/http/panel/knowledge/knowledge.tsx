// What does this screen show?
export function Knowledge() {
  return null
}
