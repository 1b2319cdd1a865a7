using System.Diagnostics.CodeAnalysis;
using TellerLine.Banking;
using TellerLine.Calls.Core;
using TellerLine.Customers;
using TellerLine.Desks;

namespace TellerLine.Calls;

/// <summary>What is done for the customer in it.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A source without a timer, whose handle nobody asks for, holds nothing.")]
internal sealed partial class Conversation : IServedCall
{
    private readonly CancellationTokenSource _over = new();

    /// <summary>Who asked for the secret that is being keyed, when that is an operation.</summary>
    private Action<string, PinToken?>? _heard;

    /// <summary>The company whose operator speaks.</summary>
    private volatile string? _operatorOf;

    public string ContactId => _contact.Id;

    public Identification? Who => _contact.Who;

    string? IServedCall.Caller => _contact.Caller;

    public string Language => _contact.Language;

    public CancellationToken Over => _over.Token;

    public async Task<string?> AskTransactionPin(Action<string, PinToken?> heard) =>
        _contact.Card is null ? "unknownCustomer"
            : await Ask(new Happening(
                new TalkEvent.Entry(), Verb: new CallVerb.AskSecret("transactionPin"), Heard: heard));

    /// <summary>Of a company nothing is shown before who speaks for it has proved to be its operator, here.</summary>
    public bool HidesAccounts =>
        _contact.Card is { Kind: CustomerKind.Company } company && company.Id != _operatorOf;

    public void OperatorProved()
    {
        _operatorOf = _contact.Card?.Id;
        _all.ShowAccounts(_contact, this);
    }

    public void Note(object happened) => _contact.Note(happened);

    /// <summary>Whoever waits for something in it waits no more.</summary>
    private void ServedNoMore()
    {
        try
        {
            _over.Cancel();
        }
        catch (AggregateException fault)
        {
            NotDone(_all.Log, _contact.Id, "end of what was done in it", fault);
        }
    }
}
