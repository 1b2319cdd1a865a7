using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Customers;
using TellerLine.Modules.Banking;

namespace TellerLine.Modules.Assisted;

/// <summary>A conversation whose customer keys what the test says.</summary>
internal sealed class PlayedCall : IServedCall, IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private Action<string, PinToken?>? _heard;

    public string? Refusal { get; set; }

    public List<string> Told { get; } = [];

    public string ContactId => "call-1";

    public Identification? Who { get; init; }

    public string? Caller => Papers.Bound;

    public string Language => "zh-CN";

    public CancellationToken Over => _over.Token;

    public Task<string?> AskTransactionPin(Action<string, PinToken?> heard)
    {
        _heard = heard;
        return Task.FromResult(Refusal);
    }

    /// <summary>How often an operator was proved in it.</summary>
    public int Proved { get; private set; }

    public void OperatorProved() => Proved++;

    public void Note(object happened) => Told.Add(happened.GetType().Name);

    public void Keyed(string outcome, PinToken? token) => _heard!(outcome, token);

    public void HangsUp() => _over.Cancel();

    public void Dispose() => _over.Dispose();
}
