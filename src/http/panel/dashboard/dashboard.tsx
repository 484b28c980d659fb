// What does this screen show?
export function Dashboard() {
  return null
}
