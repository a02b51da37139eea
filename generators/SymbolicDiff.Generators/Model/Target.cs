using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Model;

/// <summary>What was read of an attributed method: the value to differentiate, and, for the editor alone, what to say and where.</summary>
internal sealed record Target(LoweredTarget? Lowered, EquatableArray<Diagnostic> Diagnostics, Anchors Anchors);

/// <summary>Places to say something at that only turns up later. Not a value: it stays out of the sources' pipeline.</summary>
internal sealed class Anchors(string hintName, Location method, IReadOnlyDictionary<string, Location> parameters)
{
    public string HintName => hintName;

    public Location Of(string? parameter) => parameter is not null && parameters.TryGetValue(parameter, out var location) ? location : method;
}

/// <summary>The caching boundary: everything that the emitted file depends on, as a value.</summary>
internal sealed record LoweredTarget(TargetModel Model, Function Primal);

/// <summary>A file to add, if there is one, and what turned up while it was made.</summary>
internal sealed record EmittedFile(string HintName, string? Text, EquatableArray<Problem> Problems);

/// <summary>A diagnostic without its place: that of the parameter, or of the method where there is none.</summary>
internal sealed record Problem(string Id, string? Parameter, EquatableArray<string> Arguments);
