namespace TellerLine.Voice.Sip;

/// <summary>
/// Where a user can be reached (RFC 3261 §10): the Contact as given, until when, and the flow it came by.
/// </summary>
/// <param name="Contact">With its parameters, without <c>expires</c>.</param>
internal sealed record Binding(
    NameAddress Contact, string CallId, uint CSeq, long ExpiresAtMs, SipFlow Flow, bool BehindNat, double Q);

/// <summary>
/// The registrar of our domain, with digest authentication. Bindings live in memory: telephones renew them.
/// </summary>
internal sealed class Registrar(SipService sip, string domain, ISipAccounts? accounts)
{
    public const int MinExpiresS = 60;
    private const int MaxExpiresS = 3_600;
    private const int MaxBindings = 10;
    private const int MaxUsers = 50_000;

    private readonly Dictionary<string, List<Binding>> _bindings = new(StringComparer.Ordinal);
    private readonly ByFlow<string> _usersOn = new();
    private readonly Nonces _nonces = new(sip.Stack.Time);
    private readonly DigestOffers _offers = new(sip.DigestAlgorithms);
    private readonly AnswerGuard _guard = new(sip.Stack.Time);

    /// <summary>The live bindings, best q first (§16.6), newest first among equals.</summary>
    public List<Binding> Of(string user)
    {
        lock (sip.Stack.Gate)
        {
            if (!_bindings.TryGetValue(user, out var list))
                return [];
            list.RemoveAll(b => b.ExpiresAtMs <= NowMs || !b.Flow.IsOpen);
            if (list.Count == 0)
                _bindings.Remove(user);
            return [.. list.OrderByDescending(b => b.Q).ThenByDescending(b => b.ExpiresAtMs)];
        }
    }

    /// <summary>The caller says to be of our domain, or a user whose telephone is registered here.</summary>
    public bool ClaimsOurUser(SipMessage request) =>
        accounts is not null && request.From.Sip is { User.Length: > 0 } from
            && (from.Host.Equals(domain, StringComparison.OrdinalIgnoreCase) || Of(from.User).Count > 0);

    /// <summary>There is such a user. A fault of the store counts as yes: nobody gets in by it.</summary>
    public async Task<bool> Knows(string user)
    {
        if (accounts is null)
            return false;
        try
        {
            return await accounts.Ha1(user, domain, sip.DigestAlgorithms[0]) is not null;
        }
        catch (Exception e)
        {
            sip.Stack.Counters.Failed(e);
            return true;
        }
    }

    public void OnRegister(ServerTransaction transaction, SipMessage request)
    {
        if (request.To.Sip is not { User.Length: > 0 } user)
            SipStack.Reply(transaction, request, 404, "Not Found");
        else if (accounts is null)
            SipStack.Reply(transaction, request, 403, "Forbidden");
        else
            _ = sip.Stack.Handled(transaction, request, () => Register(transaction, request, user.User));
    }

    public bool Uses(SipFlow flow) =>
        _usersOn.On(flow).Any(u => _bindings.TryGetValue(u, out var list)
            && list.Exists(b => b.Flow == flow && b.ExpiresAtMs > NowMs));

    public void FlowClosed(SipFlow flow)
    {
        foreach (var user in _usersOn.On(flow))
        {
            _usersOn.Remove(flow, user);
            if (_bindings.TryGetValue(user, out var list) && list.RemoveAll(b => b.Flow == flow) > 0 && list.Count == 0)
                _bindings.Remove(user);
        }
    }

    /// <summary>True when the request proves its user; else it is answered (401, 403) already.</summary>
    public async Task<bool> Authenticate(ServerTransaction transaction, SipMessage request, string user)
    {
        var credentials = request.HeaderFields(HeaderName.Authorization)
            .Select(DigestCredentials.Parse)
            .FirstOrDefault(c => c is not null && c.Realm == domain && c.Username == user
                && sip.DigestAlgorithms.Contains(c.Algorithm, StringComparer.OrdinalIgnoreCase));
        var source = Sources.Key(transaction.Flow.Remote.Address);
        if (credentials is null)
            return Challenge(transaction, request, user, stale: false, unanswered: true);
        lock (sip.Stack.Gate)
        {
            _offers.Answered(user, source, credentials.Algorithm);
            var locked = _guard.Locked(
                user, source, Of(user).Exists(b => Sources.Key(b.Flow.Remote.Address).Equals(source)));
            if (locked > TimeSpan.Zero)
            {
                var writer = SipWriter.Response(request, transaction.Flow, 403, "Forbidden", SipStack.NewTag());
                writer.Header("Retry-After", (long)Math.Ceiling(locked.TotalSeconds));
                transaction.Respond(403, writer.End());
                return false;
            }
        }

        string? ha1;
        try
        {
            ha1 = await accounts!.Ha1(user, domain, credentials.Algorithm.ToUpperInvariant());
        }
        catch (Exception e)
        {
            sip.Stack.Counters.Failed(e);
            lock (sip.Stack.Gate)
                SipStack.Reply(transaction, request, 500, "Server Internal Error");
            return false;
        }

        var right = ha1 is not null && credentials.Qop is "auth" or ""
            && credentials.Fits(request.RequestUri, sip.IsOurs)
            && credentials.Proves(ha1!, request.MethodName);
        lock (sip.Stack.Gate)
        {
            // A wrong answer uses its nonce up.
            var nonce = _nonces.Use(credentials.Nonce, right ? credentials.Count : uint.MaxValue);
            if (right && nonce == NonceState.Good)
            {
                _guard.Right(user, source);
                return true;
            }

            // A nonce that aged, or is of the process before this one, is no guess.
            if (!right && nonce != NonceState.Foreign)
                _guard.Wrong(user, source);
            return Challenge(
                transaction, request, user, stale: right && nonce == NonceState.Stale, unanswered: false);
        }
    }

    private bool Challenge(
        ServerTransaction transaction, SipMessage request, string user, bool stale, bool unanswered)
    {
        lock (sip.Stack.Gate)
        {
            var writer = SipWriter.Response(request, transaction.Flow, 401, "Unauthorized", SipStack.NewTag());
            var nonce = _nonces.New();
            var source = Sources.Key(transaction.Flow.Remote.Address);
            foreach (var algorithm in _offers.For(user, source, unanswered))
                writer.Header(
                    "WWW-Authenticate",
                    $"Digest realm={Quoting.Quote(domain)}, nonce=\"{nonce}\", algorithm={algorithm}, qop=\"auth\"{(stale ? ", stale=true" : "")}");
            transaction.Respond(401, writer.End());
            return false;
        }
    }

    private async Task Register(ServerTransaction transaction, SipMessage request, string user)
    {
        if (!await Authenticate(transaction, request, user))
            return;
        lock (sip.Stack.Gate)
            Bind(transaction, request, user);
    }

    /// <summary>§10.3 steps 6 to 8: all of the request's bindings or none.</summary>
    private void Bind(ServerTransaction transaction, SipMessage request, string user)
    {
        var contacts = request.HeaderValues(HeaderName.Contact);
        var list = Of(user);
        if (contacts is ["*"])
        {
            if (request.Header(HeaderName.Expires) != "0" || list.Exists(b => IsOlder(request, b)))
            {
                SipStack.Reply(transaction, request, 400, "Bad Request");
                return;
            }

            list.Clear();
        }
        else
        {
            foreach (var text in contacts)
            {
                if (!NameAddress.TryParse(text, out var contact) || contact.Sip is null)
                {
                    SipStack.Reply(transaction, request, 400, "Bad Contact");
                    return;
                }

                var seconds = Expires(contact, request);
                if (seconds is > 0 and < MinExpiresS)
                {
                    var brief = SipWriter.Response(
                        request, transaction.Flow, 423, "Interval Too Brief", SipStack.NewTag());
                    brief.Header("Min-Expires", MinExpiresS);
                    transaction.Respond(423, brief.End());
                    return;
                }

                var before = list.Find(b => SameContact(b.Contact, contact));
                if (before is not null && IsOlder(request, before))
                {
                    SipStack.Reply(transaction, request, 500, "Server Internal Error");
                    return;
                }

                if (before is not null)
                    list.Remove(before);
                if (seconds > 0)
                    list.Add(new Binding(
                        contact with { Params = contact.Params.Without("expires") }, request.CallId, request.CSeq,
                        NowMs + (seconds * 1_000L),
                        transaction.Flow, Dialog.IsBehindNat(request, transaction.Flow, contact.Uri),
                        double.TryParse(contact.Params.Get("q"), out var q) ? q : 1));
            }
        }

        if (list.Count > 0 && !_bindings.ContainsKey(user) && !MayRegister(transaction.Flow))
        {
            SipStack.Reply(transaction, request, 403, "Forbidden");
            return;
        }

        if (!Keep(user, list))
        {
            SipStack.Reply(transaction, request, 503, "Service Unavailable");
            return;
        }

        Confirm(transaction, request, list);
    }

    private bool MayRegister(SipFlow flow) => sip.Sources.Trusts(flow)
        || _bindings.Values.Count(
            l => l.Exists(b => Sources.Key(b.Flow.Remote.Address).Equals(Sources.Key(flow.Remote.Address))))
            < sip.MaxRegistrationsPerSource;

    /// <returns>False when there is no room for another user.</returns>
    private bool Keep(string user, List<Binding> list)
    {
        while (list.Count > MaxBindings)
            list.Remove(list.MinBy(b => b.ExpiresAtMs)!);
        if (list.Count == 0)
            _bindings.Remove(user);
        else if (_bindings.Count < MaxUsers || _bindings.ContainsKey(user))
            _bindings[user] = list;
        else
            return false;
        // Whoever moved on stays noted until the connection closes; one that is closed already tells nobody any more.
        foreach (var binding in list.Where(b => b.Flow.IsOpen))
            _usersOn.Add(binding.Flow, user);
        return true;
    }

    private void Confirm(ServerTransaction transaction, SipMessage request, List<Binding> list)
    {
        var writer = SipWriter.Response(request, transaction.Flow, 200, "OK", SipStack.NewTag());
        foreach (var binding in list)
            writer.Header("Contact", $"{binding.Contact};expires={Math.Max(1, (binding.ExpiresAtMs - NowMs) / 1_000)}");
        transaction.Respond(200, writer.End());
    }

    private static int Expires(NameAddress contact, SipMessage request)
    {
        var text = contact.Params.Get("expires") ?? request.Header(HeaderName.Expires);
        // Not a number: one hour (§20.19); larger than allowed: what we allow.
        return text is null
            || !uint.TryParse(text, out var seconds) ? MaxExpiresS : (int)Math.Min(seconds, MaxExpiresS);
    }

    private static bool IsOlder(SipMessage request, Binding binding) =>
        request.CallId == binding.CallId && request.CSeq <= binding.CSeq;

    private static bool SameContact(NameAddress a, NameAddress b) =>
        (a.Params.Get("+sip.instance") is { Length: > 0 } one && one == b.Params.Get("+sip.instance")
            && a.Params.Get("reg-id") == b.Params.Get("reg-id"))
        || (a.Sip is { } x && b.Sip is { } y && x.User == y.User && x.Host == y.Host && x.Port == y.Port
            && x.Transport == y.Transport);

    private long NowMs => sip.Stack.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
