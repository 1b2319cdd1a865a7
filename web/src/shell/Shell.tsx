import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, Outlet, useLocation, useNavigate } from 'react-router'
import { leave } from '../access/leaving'
import { SessionEnd } from '../access/SessionEnd'
import { call } from '../api/http'
import { queries, useCentre, useMe } from '../api/queries'
import type { Me } from '../api/types'
import { capabilities } from '../capabilities'
import { ApprovalsStrip } from '../assisted/pages'
import { DeskFrame, workDesk } from '../desk/pages'
import { useAtWork } from '../desk/atWork'
import { useLanguage, words } from '../i18n'
import { LanguageSwitch } from './LanguageSwitch'
import { may, pagesOf } from './navigation'
import { Navigation } from './Navigation'
import { Offline } from './Offline'
import { Fault, Loading } from './PageState'
import { Palette } from './Palette'
import { ThemeSwitch } from './ThemeSwitch'

/** The frame of every page for staff: the bank, where one can go, language, light, and who one is. */
export function Shell() {
  const centre = useCentre()
  const me = useMe()
  const location = useLocation()
  if (me.isPending || centre.isPending) return <Loading />
  if (me.isError && !me.data) return <Fault error={me.error} retry={() => void me.refetch()} />
  if (centre.isError && !centre.data) return <Fault error={centre.error} retry={() => void centre.refetch()} />
  if (!me.data) return <Navigate to={`/signin?to=${encodeURIComponent(location.pathname + location.search)}`} replace />
  return <Frame me={me.data} bank={centre.data!.bankName} zone={centre.data!.timeZone} />
}

function Frame({ me, bank: bothNames, zone }: { me: Me; bank: { zh: string; en: string }; zone: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const location = useLocation()
  const [finding, setFinding] = useState(false)
  const bank = words(bothNames, language)
  const pages = pagesOf(capabilities, me)
  const here = pages.find((page) => location.pathname === page.path || location.pathname.startsWith(`${page.path}/`))
  const onDesk = location.pathname === '/desk'
  const atWork = useAtWork(me.number) || onDesk

  useEffect(() => {
    document.title = [words(here?.entry.title, language), bank].filter(Boolean).join(' · ') || 'TellerLine'
  }, [here, bank, language])

  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setFinding(true)
    }
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [])

  const signOut = async () => {
    if (!(await leave())) return navigate('/desk')
    await call('DELETE', '/api/session').catch(() => undefined)
    queries.clear()
    navigate('/signin')
  }

  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <header className="top">
        <div className="brand">
          <img src="/mark.svg" alt="" />
          <span>{bank}</span>
        </div>
        <nav aria-label={t('nav.label')}>
          <Navigation pages={pages} />
        </nav>
        <div className="tools">
          <button
            type="button"
            className="finder"
            data-testid="find"
            aria-keyshortcuts="Control+K"
            aria-label={t('nav.find')}
            onClick={() => setFinding(true)}
          >
            <span className="finder-words">{t('nav.find')}</span> <kbd>Ctrl K</kbd>
          </button>
          <LanguageSwitch />
          <ThemeSwitch />
          <Link className="num account" to="/account" title={t('nav.account')} data-testid="account">
            {me.number} {words(me.name, language)}
          </Link>
          <button type="button" onClick={() => void signOut()} data-testid="signout">
            {t('nav.leave')}
          </button>
        </div>
      </header>
      <Offline zone={zone} />
      <SessionEnd me={me} zone={zone} />
      {may(me, 'transactions.approve') && (
        <Suspense fallback={null}>
          <ApprovalsStrip />
        </Suspense>
      )}
      {atWork && may(me, workDesk) && (
        <Suspense fallback={null}>
          <DeskFrame agent={me.number} onDesk={onDesk} />
        </Suspense>
      )}
      <main id="content" className="content" tabIndex={0}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <Palette open={finding} pages={pages} close={() => setFinding(false)} />
    </div>
  )
}
