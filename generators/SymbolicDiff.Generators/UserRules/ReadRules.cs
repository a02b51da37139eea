using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>Where one rule stands, for the editor alone.</summary>
/// <param name="Whole">The place of the rule as a whole.</param>
/// <param name="Example">How such a rule is written, for messages.</param>
/// <param name="At">The place of a part's line and column.</param>
internal sealed record RulePlace(MethodDeclaration Method, Location Whole, string Example, Func<int, int, int, Location> At);

/// <summary>The rules of a compilation: as values, and, for the editor alone, what to say and where.</summary>
internal sealed class ReadRules(
    EquatableArray<MethodDeclaration> declarations,
    IReadOnlyList<RulePlace> places,
    IReadOnlyList<Diagnostic> diagnostics,
    EquatableArray<RuleBody> bodies,
    EquatableArray<MethodCallee> byHand)
{
    public EquatableArray<MethodDeclaration> Declarations => declarations;

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    /// <summary>The bodies to compare rules with.</summary>
    public EquatableArray<RuleBody> Bodies => bodies;

    /// <summary>The reverse derivatives by hand that come with referenced assemblies.</summary>
    public EquatableArray<MethodCallee> ByHand => byHand;

    public RulePlace PlaceOf(MethodDeclaration method) => places.First(place => place.Method.Equals(method));
}

/// <summary>The body of a method with a rule, as a value.</summary>
internal sealed record RuleBody(MethodDeclaration Method, Function Body);
