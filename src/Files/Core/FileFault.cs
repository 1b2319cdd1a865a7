namespace TellerLine.Files.Core;

/// <summary>Why a file is not taken or not given, in the words of who brings or wants it.</summary>
internal sealed record FileFault(string Code, string Zh, string En);
