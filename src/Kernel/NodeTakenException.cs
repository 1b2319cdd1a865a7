namespace TellerLine.Kernel;

/// <summary>Another node works on this database; the message says which, and what to do.</summary>
public sealed class NodeTakenException(string message) : Exception(message);
