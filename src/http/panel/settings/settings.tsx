// What does this screen show?
export function Settings() {
  return null
}
