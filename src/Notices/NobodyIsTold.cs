using TellerLine.Kernel;

namespace TellerLine.Notices;

/// <summary>Where the outbox is not there.</summary>
public sealed class NobodyIsTold : INotices
{
    public string Queue(WriteScope scope, NoticeOrder order) => "";
}
