// What is the screen Mensajes made of? The list, the thread with its composer, and who the customer is; they meet only through the address.
import { List } from './inbox/list.tsx'
import { useView } from './navigation.ts'
import { NoThread } from './thread/no-thread.tsx'
import { Thread } from './thread/thread.tsx'

export function Messages() {
  const view = useView()
  return (
    <div className="messages" data-open={view.open !== null || undefined}>
      <List />
      {view.open === null ? <NoThread /> : <Thread key={view.open} id={view.open} at={view.at} />}
    </div>
  )
}
