using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;

namespace TellerLine.Calls;

/// <summary>
/// A customer's way through the telephone bank with an agent at his side: the menu's telephone, and what the agent is
/// shown of it, places and outcomes and how many keys, never which.
/// </summary>
/// <param name="secret">The menu is about to ask for a secret, or has done; awaited.</param>
/// <param name="told">Something of what is shown changed: a <see cref="GuidedPlace"/>, a note of self-service's, or
/// null for another key.</param>
/// <param name="marked">Another key of a secret.</param>
internal sealed class GuidedVisit(
    LiveContact contact, Telephone phone, long sinceUs, Func<bool, Task> secret, Action<object?> told, Action marked)
    : ITelephone, IDisposable
{
    /// <summary>More results than these no call has; the oldest go.</summary>
    private const int MostResults = 12;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(
        contact.Customer.Gone);

    private volatile bool _over;

    public DeskGuide View { get; private set; } = new([], "nothing", 0, [], null, Clock.FromUs(sinceUs));

    /// <summary>Of a visit that has begun.</summary>
    public Task<FlowOutcome>? Outcome { get; private set; }

    public Task<FlowOutcome> Begin(IGuidance guidance, string? from)
    {
        contact.Customer.Keyed += Keyed;
        contact.Customer.SecretKeyed += SecretKeyed;
        return Outcome = guidance.Play(
            this,
            new CallerContext(contact.Id, contact.Caller, Returned: true, contact.VisitGuided())
            {
                Guided = new Guided(from, contact.Who, At),
            },
            _stop.Token);
    }

    public async Task Stop()
    {
        try
        {
            await _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It is over by itself.
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>The agent is not at his side any more, whether the customer goes on or not.</summary>
    public void Over(string why)
    {
        _over = true;
        contact.Customer.Keyed -= Keyed;
        contact.Customer.SecretKeyed -= SecretKeyed;
        Change(view => view with { Waits = "nothing", Keyed = 0, Ended = why });
    }

    string ITelephone.Language
    {
        get => phone.Language;
        set => phone.Language = value;
    }

    Task ITelephone.Say(IReadOnlyList<string> prompts, CancellationToken ct) => phone.Say(prompts, ct);

    Task<Keyed> ITelephone.Ask(AskSpec spec, CancellationToken ct) => phone.Ask(spec, ct);

    async Task<SecretKeyed<T>> ITelephone.AskSecret<T>(SecretSpec spec, SecretCheck<T> check, CancellationToken ct)
    {
        await secret(true);
        try
        {
            return await phone.AskSecret(spec, check, ct);
        }
        finally
        {
            await secret(false);
        }
    }

    void ITelephone.Note(object happening)
    {
        phone.Note(happening);
        if (happening is PromptsSpoken { Node: "pin-ended" })
            contact.EndSelfService();
        if (_over)
            return;
        if (Result(happening) is { } result)
            Change(view => view with { Results = [.. view.Results.TakeLast(MostResults - 1), result] });
        told(happening);
    }

    private static DeskGuideResult? Result(object happening) => happening switch
    {
        ServiceDone done => new("service", done.Item, done.Outcome),
        PinEntered pin => new("pin", pin.Pin, pin.End),
        PinRenewed pin => new("newPin", pin.Pin, pin.End),
        _ => null,
    };

    private void At(GuidedPlace place)
    {
        if (_over)
            return;
        Change(view => view with { Path = place.Path, Waits = EnumWords.Of(place.Waits), Keyed = 0 });
        told(place);
    }

    private void Keyed(int count)
    {
        // The one key of a menu is no count.
        if (View.Waits != "digits")
            return;
        Change(view => view with { Keyed = count });
        told(null);
    }

    private void SecretKeyed(int count)
    {
        Change(view => view with { Keyed = count });
        marked();
        told(null);
    }

    private void Change(Func<DeskGuide, DeskGuide> change)
    {
        lock (_gate)
            View = change(View);
    }
}
