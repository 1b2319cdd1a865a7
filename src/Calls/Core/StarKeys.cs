using TellerLine.Desks;

namespace TellerLine.Calls.Core;

/// <summary>What an agent asks for by the keys of a telephone.</summary>
internal abstract record StarOrder
{
    private StarOrder()
    {
    }

    public sealed record Ask(CallVerb Verb) : StarOrder;

    /// <param name="Number">Digits: a colleague's, one of the directory, any telephone number.</param>
    /// <param name="ThenTransfer">Whoever answers has the customer at once.</param>
    public sealed record Call(string Number, bool ThenTransfer) : StarOrder;

    /// <summary>Takes the parked call at this place, or the one parked first.</summary>
    public sealed record PickUp(int? Place) : StarOrder;

    /// <summary>Takes the call that rings at a colleague's desk.</summary>
    public sealed record TakeOffer(string Colleague) : StarOrder;

    /// <param name="Reason">Which of the bank's reasons, from 1.</param>
    public sealed record Pause(int Reason) : StarOrder;

    /// <summary>No such code, or one without the number it needs.</summary>
    public sealed record Unknown : StarOrder;
}

/// <summary>
/// The star codes (docs/conversation.md): <c>*</c>, two digits, and for some a number with <c>#</c> behind it. Keys in,
/// orders out; <c>*</c> begins anew at any time, and what begins with another key is nobody's.
/// </summary>
internal sealed class StarKeys
{
    private const int CodeLength = 2;

    /// <summary>Of a number (ITU-T E.164 has 15, a prefix before it).</summary>
    private const int MostDigits = 20;

    private static readonly Dictionary<string, CallVerb> Verbs = new()
    {
        ["11"] = new CallVerb.Hold(true),
        ["10"] = new CallVerb.Hold(false),
        ["13"] = new CallVerb.Mute(true),
        ["12"] = new CallVerb.Mute(false),
        ["23"] = new CallVerb.Transfer(),
        ["24"] = new CallVerb.Conference(),
        ["20"] = new CallVerb.DropConsult(),
        ["31"] = new CallVerb.SendAway(SendTo.Queue),
        ["32"] = new CallVerb.SendAway(SendTo.Menu),
        ["33"] = new CallVerb.SendAway(SendTo.Park),
        ["41"] = new CallVerb.AskSecret("enquiryPin"),
        ["42"] = new CallVerb.AskSecret("transactionPin"),
        ["40"] = new CallVerb.StopSecret(),
        ["51"] = new CallVerb.PinSpoken(true),
        ["50"] = new CallVerb.PinSpoken(false),
        ["60"] = new CallVerb.ResumeRecording(),
        ["71"] = new CallVerb.Guide(null),
        ["70"] = new CallVerb.StopGuide(),
        ["99"] = new CallVerb.End(),
    };

    private string? _keyed;

    /// <summary>A code is half keyed.</summary>
    public bool IsUnderWay => _keyed is not null;

    /// <returns>Null while more is to come, and for a key that belongs to no code.</returns>
    public StarOrder? Feed(char key)
    {
        if (key == '*')
        {
            _keyed = "";
            return null;
        }
        if (_keyed is null)
            return null;
        if (key != '#')
        {
            if (_keyed.Length >= CodeLength + MostDigits)
                return End(new StarOrder.Unknown());
            _keyed += key;
        }
        return Order(_keyed, ended: key == '#') is { } order ? End(order) : null;
    }

    /// <summary>Nothing more came in time.</summary>
    public void Forget() => _keyed = null;

    /// <summary>One that is no number, as a telephone names it in a transfer: <c>*31</c>.</summary>
    public static StarOrder? Of(string keyed) =>
        keyed.StartsWith('*') ? Order(keyed[1..], ended: false) : null;

    /// <summary>A whole one as a telephone dials it, with the <c>#</c> behind a number or without.</summary>
    public static StarOrder Dialled(string dialled) => Order(dialled[1..].TrimEnd('#'), ended: true)!;

    private static StarOrder? Order(string keyed, bool ended)
    {
        if (keyed.Length < CodeLength)
            return ended ? new StarOrder.Unknown() : null;
        var (code, rest) = (keyed[..CodeLength], keyed[CodeLength..]);
        if (code is "21" or "22")
            return !ended ? null
                : rest.Length == 0 ? new StarOrder.Unknown() : new StarOrder.Call(rest, ThenTransfer: code == "22");
        if (code is "34" or "35")
            return ended ? Taking(code, rest) : null;
        if (rest.Length > 0)
            return new StarOrder.Unknown();
        if (Verbs.TryGetValue(code, out var verb))
            return new StarOrder.Ask(verb);
        return code[0] == '6' ? new StarOrder.Pause(code[1] - '0') : new StarOrder.Unknown();
    }

    private static StarOrder Taking(string code, string rest) =>
        code == "35" ? rest.Length > 0 ? new StarOrder.TakeOffer(rest) : new StarOrder.Unknown()
        : rest.Length == 0 ? new StarOrder.PickUp(null)
        : int.TryParse(rest, System.Globalization.NumberStyles.None, null, out var place) ? new StarOrder.PickUp(place)
        : new StarOrder.Unknown();

    private StarOrder End(StarOrder order)
    {
        _keyed = null;
        return order;
    }
}
