using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>A core bank whose books lie in this very database.</summary>
internal interface ICoreInside
{
    /// <summary>As <see cref="ICoreBank.Transfer"/>, within the caller's transaction: posted with it, or not at
    /// all.</summary>
    CoreAnswer Transfer(WriteScope scope, TransferOrder order);
}
