using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Model;

/// <summary>
/// What the emitted file repeats of the method it stands beside: a value, free of symbols, syntax and locations.
/// </summary>
/// <param name="HintName">The name of the emitted file.</param>
/// <param name="Namespace">The namespace as C# writes it, or null for the global one.</param>
/// <param name="ContainingTypes">The types around the method, the outermost first.</param>
/// <param name="WithRespectTo">The names of the wrt parameters, in the order of the parameters, without <c>@</c>.</param>
/// <param name="HiddenNames">Those of <see cref="ShortNames"/> that mean something else there, sorted: print them with <c>global::</c>.</param>
public sealed record TargetModel(
    string HintName,
    string? Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    MethodSignature Method,
    EquatableArray<string> WithRespectTo,
    Emitted Emit,
    LanguageFacts Language,
    EquatableArray<string> HiddenNames)
{
    /// <summary>The types that declare the methods with rules that the derivatives may call, sorted.</summary>
    public EquatableArray<ShortType> RuledTypes { get; init; } = EquatableArray<ShortType>.Empty;

    /// <summary>The type parameters that stand for reals.</summary>
    public EquatableArray<GenericReal> GenericReals { get; init; } = EquatableArray<GenericReal>.Empty;
}

/// <summary>A type by its full name and by a short one that means the same where the method stands.</summary>
public sealed record ShortType(string Full, string Short);

/// <summary>A type around the method.</summary>
/// <param name="Keyword">What follows <c>partial</c>: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The name as C# writes it (with <c>@</c> where it is a keyword).</param>
/// <param name="TypeParameters">The type parameters with their brackets and variance, or an empty string. Constraints need not be repeated.</param>
public sealed record ContainingType(string Keyword, string Name, string TypeParameters)
{
    /// <summary>The declaration that opens the type, such as <c>partial class Model&lt;T&gt;</c>.</summary>
    public string Declaration => "partial " + Keyword + " " + Name + TypeParameters;
}

/// <summary>The method as C# text, in pieces.</summary>
/// <param name="Name">The name without <c>@</c>.</param>
/// <param name="Modifiers">Accessibility, <c>static</c>, <c>readonly</c>: what stands before the result type, with a space after each.</param>
/// <param name="DisplayName">The method as documentation refers to it, such as <c>Model.Loss</c>.</param>
/// <param name="TypeParameters">The type parameters with their brackets, or an empty string.</param>
/// <param name="Constraints">One <c>where</c> clause for each constrained type parameter.</param>
public sealed record MethodSignature(
    string Name,
    string Modifiers,
    string DisplayName,
    string TypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<ParameterDeclaration> Parameters)
{
    /// <summary>Whether the type has other methods of the name, so that the name alone is no reference to this one.</summary>
    public bool IsOverloaded { get; init; }
}

/// <summary>A parameter of the primal as C# text, in pieces.</summary>
/// <param name="Name">The name without <c>@</c>.</param>
/// <param name="Modifiers"><c>this</c>, <c>scoped</c>, <c>ref</c>, <c>ref readonly</c>, <c>in</c>, <c>out</c>, with a space after each.</param>
/// <param name="Type">The type, nullable annotations included.</param>
/// <param name="Default">The default value, where there is one.</param>
/// <param name="IsParams">Whether it is the <c>params</c> parameter: print the modifier only where it stays the last.</param>
public sealed record ParameterDeclaration(string Name, string Modifiers, string Type, string? Default, bool IsParams)
{
    /// <summary>The name as C# writes it.</summary>
    public string Identifier => Identifiers.Escape(Name);

    /// <summary>The declaration where required parameters follow.</summary>
    public string Required => Modifiers + Type + " " + Identifier;

    /// <summary>The declaration where only parameters with a default follow, and, for <c>params</c>, none.</summary>
    public string AtTheEnd => (IsParams ? "params " : "") + Required + (Default is null ? "" : " = " + Default);
}

/// <summary>What the consumer's project and the method's place in it allow.</summary>
/// <param name="Version">The version of C#, as major * 100 + minor: 703, 800, 1400.</param>
/// <param name="Nullable">Whether nullable annotations are on where the method stands.</param>
/// <param name="CheckOverflow">Whether the project checks integer arithmetic for overflow.</param>
public sealed record LanguageFacts(int Version, bool Nullable, bool CheckOverflow);
