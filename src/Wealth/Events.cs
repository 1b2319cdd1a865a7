using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.Wealth;

/// <summary>On <c>wealth/{transaction}</c>.</summary>
/// <param name="State">See <see cref="OrderStanding.State"/>.</param>
[Event("wealth.became")]
public sealed record WealthBecame(string Kind, string Product, string Holding, string State, TransferRefusal? Reason);
