// How does one look at a picture closely? Alone over the page; Escape, or a click, closes it.
import { Dialog } from '../ui/dialog.tsx'

interface LightboxProps {
  readonly file: string
  readonly alt: string
  readonly opener: Element | null
  readonly onClose: () => void
}

export function Lightbox({ file, alt, opener, onClose }: LightboxProps) {
  return (
    <Dialog title={alt} opener={opener} className="lightbox" onClose={onClose}>
      <img src={file} alt={alt} />
    </Dialog>
  )
}
