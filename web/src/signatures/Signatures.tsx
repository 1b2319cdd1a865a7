import { Link } from 'react-router'
import type { SignatureListed } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { ListPage } from '../list/ListPage'
import { RecordPage } from '../record/RecordPage'

const address = '/api/signatures'
const list = '/signatures'

export default function Signatures() {
  const english = useLanguage() === 'en'
  return (
    <ListPage<SignatureListed>
      address={address}
      rowKey="id"
      cells={{
        name: (row) => (english ? row.name.en || row.name.zh : row.name.zh),
        meaning: (row) => (english ? row.meaning.en : row.meaning.zh),
        subject: (row) => <Link to={`${list}/${row.id}`}>{row.subject}</Link>,
        provedBy: (row) => coded('signatures.provedBy', row.provedBy),
      }}
      widths={{ at: 170, signer: 100, name: 140, subject: 280 }}
    />
  )
}

export const One = () => <RecordPage address={address} list={list} />
