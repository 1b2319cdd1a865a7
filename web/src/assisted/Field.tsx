import type { ReactNode } from 'react'

interface Props {
  name: string
  label: string
  fault: string
  children: ReactNode
}

/** A field with its fault under it. */
export function Field({ name, label, fault, children }: Props) {
  return (
    <div className="assisted-field">
      <label htmlFor={`assisted-${name}`}>{label}</label>
      {children}
      {fault && (
        <span className="assisted-fault" role="alert" data-testid={`assisted-fault-${name}`}>
          {fault}
        </span>
      )}
    </div>
  )
}
