using TellerLine.Banking;
using TellerLine.Customers;
using TellerLine.Kernel;
using TellerLine.PersonalMenus;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>
/// One caller's way through self-service: the telephone, what is known and done so far, and what the journal hears of
/// it.
/// </summary>
internal sealed partial class Visit(
    ITelephone phone, CallerContext caller, SelfServiceOptions options, CancellationToken ct)
{
    private readonly List<string> _path = [];
    private readonly VisitNotes _notes = new(phone);
    private readonly Dictionary<string, TransferEnd> _earlierTold = [];

    public IReadOnlyList<string> Path => _path;

    public bool IsLost => _path.Count >= FlowEngine.MaxPath;

    public CallerContext Caller => caller;

    public CancellationToken Ct => ct;

    public Identification? Who { get; private set; } = caller.Guided?.Known;

    /// <summary>Of the menu that the call began with: what its caller may take into his own.</summary>
    public IReadOnlyList<OfferedItem> Offered { get; init; } = [];

    public bool Achieved { get; private set; }

    /// <summary>The service tried last and how it ended, for the person who takes over.</summary>
    public LastService? Last { get; private set; }

    public bool SelfServiceEnded { get; set; }

    public int WrongPins { get; set; }

    /// <summary>Of a company: for which, and what it lets who speaks do; null: he has not proved to be on its
    /// list.</summary>
    public (string Company, OperatorMandate Mandate)? Operator { get; set; }

    public int WrongOperators { get; set; }

    /// <summary>Transfers confirmed so far: part of their idempotency keys.</summary>
    public int Confirmations { get; set; }

    public string Language
    {
        get => phone.Language;
        set
        {
            phone.Language = value;
            Note(new LanguageChosen(value));
        }
    }

    /// <summary>
    /// Old and impaired callers get twice the time; who is hard of seeing, pauses besides (<see cref="Slowly"/>).
    /// </summary>
    private int Patience => Who?.Customer is { Elderly: true } or { Accessibility: not Accessibility.None } ? 2 : 1;

    public void Note(object happening) => _notes.Happened(happening);

    public void Enter(string node)
    {
        if (_path.Count > 0 && _path[^1] == node)
            return;
        _path.Add(node);
        _notes.Entered(node);
        Stands(node, GuidedWait.Nothing);
    }

    public void Identify(CustomerCard customer, IdentificationLevel level)
    {
        var before = Who;
        Who = Identification.Raise(before, customer, level);
        if (Who != before)
            Note(new Identified(Who));
    }

    /// <param name="number">The transaction's, or null.</param>
    /// <param name="amount">What it was about, or null.</param>
    public void Done(string item, string outcome, bool achieved = false, string? number = null, Money? amount = null)
    {
        Achieved |= achieved;
        Last = new LastService(item, outcome, number, amount?.Minor, amount?.Currency);
        Note(new ServiceDone(item, outcome, achieved, number, amount?.Minor, amount?.Currency));
    }

    /// <summary>A service that came to nothing: noted, and the prompt said in what follows.</summary>
    /// <inheritdoc cref="Done"/>
    public Exit.NotDone NotDone(
        string item, string outcome, string prompt, Money? amount = null, string? number = null)
    {
        Done(item, outcome, achieved: false, number, amount);
        return new Exit.NotDone([prompt]);
    }

    /// <returns>False: this call has heard it already.</returns>
    public bool TellsEarlier(UntoldTransfer transfer)
    {
        if (_earlierTold.TryGetValue(transfer.TransactionId, out var told) && told == transfer.End)
            return false;
        _earlierTold[transfer.TransactionId] = transfer.End;
        return true;
    }

    public Task Say(string node, params IReadOnlyList<string> prompts)
    {
        Stands(node, GuidedWait.Nothing);
        _notes.Spoken(node, Language, prompts);
        return phone.Say(prompts, ct);
    }

    /// <summary>What was not told yet is told now, whatever way the visit ended.</summary>
    /// <param name="person">Why a person was asked for, or null: 0 needs no entry of its own beside that
    /// reason.</param>
    public void Over(HumanReason? person) => _notes.Close(person);
}
