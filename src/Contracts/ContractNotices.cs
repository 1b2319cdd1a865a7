using System.Globalization;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Contracts;

/// <summary>
/// What the customer is told of a contract, in the transaction in which it happens: whoever signs, suspends or ends one
/// in somebody's name is found out by the customer.
/// </summary>
internal sealed class ContractNotices(INotices notices, KernelOptions kernel, TimeProvider time)
{
    private static readonly NoticeWord
        Signed = new("签署生效", "was signed"), SignedAgain = new("变更生效", "was changed and signed"),
        Suspended = new("暂停", "was suspended"), Resumed = new("恢复", "was resumed"),
        Terminated = new("解约", "was terminated");

    /// <param name="stored">As it is kept now.</param>
    public void Told(WriteScope scope, StoredContract stored, ContractCommand command)
    {
        var deed = command switch
        {
            ContractCommand.Sign => stored.Contract.Edition > 1 ? SignedAgain : Signed,
            ContractCommand.Suspend => Suspended,
            ContractCommand.Resume => Resumed,
            ContractCommand.Terminate => Terminated,
            _ => (NoticeWord?)null,
        };
        if (deed is not { } said)
            return;
        var number = stored.Contract.Number;
        notices.Queue(scope, new NoticeOrder(
            NoticeOccasions.ContractChanged.Key, stored.Contract.CustomerId,
            string.Create(CultureInfo.InvariantCulture, $"contract/{number}/{stored.Version}"),
            new Dictionary<string, NoticeWord>
            {
                ["number"] = number,
                ["deed"] = said,
                ["time"] = kernel.LocalTime(time.NowUs()).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
            })
        {
            Cause = number,
        });
    }
}
