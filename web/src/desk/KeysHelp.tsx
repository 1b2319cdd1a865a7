import { useTranslation } from 'react-i18next'

export function KeysHelp() {
  const { t } = useTranslation()
  const rows = [
    [t('keys.space'), t('offer.accept')],
    ['D', t('offer.decline')],
    ['M', t('call.mute')],
    ['H', `${t('call.hold')} / ${t('call.resume')}`],
    [t('keys.holdE'), t('call.end')],
    ['C', t('verbs.consult')],
    ['F', t('verbs.conference')],
    ['T', t('verbs.transfer')],
    ['X', t('verbs.drop')],
    ['Q', t('verbs.queue')],
    ['P', `${t('verbs.park')} / ${t('desk.pickUp')}`],
    ['G', t('verbs.menu')],
    ['W', `${t('verbs.guide')} / ${t('verbs.stopGuide')}`],
    ['S', t('verbs.secret')],
    ['L', t('verbs.accounts')],
    ['B', t('verbs.transact')],
    ['K', `${t('verbs.pinSpoken')} / ${t('verbs.pinOver')}`],
    ['Z', `${t('verbs.pause')} / ${t('verbs.record')}`],
    ['O', t('keys.dial')],
    ['F8', t('keys.callBack')],
    ['I', t('keys.note')],
    ['R', t('states.ready')],
    ['N', t('keys.notReady')],
    ['Ctrl Enter', t('wrapup.done')],
    ['?', t('keys.title')],
  ] as const
  return (
    <table className="keys">
      <tbody>
        {rows.map(([key, what]) => <tr key={key}><th scope="row"><kbd>{key}</kbd></th><td>{what}</td></tr>)}
      </tbody>
    </table>
  )
}
