using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics;

namespace SymbolicDiff.Generators.Model;

/// <summary>What was read of an attributed method: the value to differentiate, and, for the editor alone, what to say and where.</summary>
internal sealed record Target(LoweredTarget? Lowered, EquatableArray<Diagnostic> Diagnostics, Anchors Anchors);

/// <summary>Places to say something at that only turns up later. Not a value: it stays out of the sources' pipeline.</summary>
internal sealed class Anchors(string hintName, SyntaxNode declaration)
{
    public string HintName => hintName;

    /// <summary>Where the parameter or local is declared; the method's name if there is none of that name.</summary>
    public Location Of(string? variable) =>
        declaration.DescendantTokens()
            .FirstOrDefault(token =>
                token.ValueText == variable && token.Parent is ParameterSyntax or VariableDeclaratorSyntax or SingleVariableDesignationSyntax)
            is { RawKind: not 0 } name
            ? name.GetLocation()
            : DeclarationChecks.NameOf(declaration);
}

/// <summary>The caching boundary: everything that the emitted file depends on, as a value.</summary>
internal sealed record LoweredTarget(TargetModel Model, Function Primal);

/// <summary>A file to add, if there is one, and what turned up while it was made.</summary>
internal sealed record EmittedFile(string HintName, string? Text, EquatableArray<Problem> Problems);

/// <summary>A diagnostic without its place: that of the parameter or local, or of the method where there is none.</summary>
internal sealed record Problem(string Id, string? Variable, EquatableArray<string> Arguments);
