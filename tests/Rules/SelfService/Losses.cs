using TellerLine.LossReports;

namespace TellerLine.Rules.SelfService;

/// <summary>Loss reports in memory: who has which identity number, what was reported, how the next one ends.</summary>
internal sealed class Losses : ILossReports
{
    /// <summary>A resident number with its right check character, which is X.</summary>
    public const string Identity = "11010519491231002X";

    public IReadOnlyList<string> Products { get; set; } = ["passbook", "certificate", "debitCard", "creditCard"];

    public int Left { get; set; } = 3;

    public LossAnswer Answer { get; set; } =
        new LossAnswer.Held("LR260318000001", new DateOnly(2026, 3, 24), Again: false);

    public List<(LossAsked Asked, string Tail)> Reported { get; } = [];

    public Task<LossIdentity> Identify(LossAsked asked, string identityNumber, CancellationToken ct = default) =>
        Task.FromResult<LossIdentity>(
            Left == 0 ? new LossIdentity.Refused()
            : identityNumber == Identity ? new LossIdentity.Right(new LossProof(asked.CustomerId, asked.ContactId))
            : --Left == 0 ? new LossIdentity.Refused()
            : new LossIdentity.Wrong(Left));

    public Task<LossAnswer> Report(LossAsked asked, LossProof proof, string tail, CancellationToken ct = default)
    {
        Assert.Equal(new LossProof(asked.CustomerId, asked.ContactId), proof);
        Reported.Add((asked, tail));
        return Task.FromResult(Answer);
    }
}
