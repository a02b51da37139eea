using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>One expansion of a method: what its symbols mean, and where its returns go.</summary>
internal sealed class Frame(MethodBody body, Frame? outer, Expression? self)
{
    private readonly Dictionary<ISymbol, Expression> bindings = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> typeArguments = new(SymbolEqualityComparer.Default);

    private readonly HashSet<ISymbol> predeclared = new(SymbolEqualityComparer.Default);

    public MethodBody Body => body;

    /// <summary>The frame whose locals a lambda or local function sees.</summary>
    public Frame? Outer => outer;

    /// <summary>What <c>this</c> is.</summary>
    public Expression? Self { get; set; } = self;

    /// <summary>The end of the method.</summary>
    public Label? End { get; set; }

    /// <summary>What a return assigns; null where the method has no result.</summary>
    public Expression? Result { get; set; }

    /// <summary>The ends of the loops and switches around, by the compiler's label.</summary>
    public Dictionary<ILabelSymbol, Label> Labels { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Says that the symbol was declared before the operation that declares it.</summary>
    public void Predeclare(ISymbol symbol) => predeclared.Add(symbol);

    /// <summary>The place of a symbol that was declared before; null where it has to be declared now.</summary>
    public Expression? TakePredeclared(ISymbol symbol) => predeclared.Contains(symbol) ? Meaning(symbol) : null;

    /// <summary>The sections of the switches around, by their labels; those that are being lowered.</summary>
    public Dictionary<ILabelSymbol, ISwitchCaseOperation> Sections { get; } = new(SymbolEqualityComparer.Default);

    public List<ISwitchCaseOperation> OpenSections { get; } = [];

    public void Bind(ISymbol symbol, Expression meaning) => bindings[symbol] = meaning;

    public Expression? Meaning(ISymbol symbol) =>
        bindings.TryGetValue(symbol, out Expression? meaning) ? meaning : outer?.Meaning(symbol);

    /// <summary>Whether the symbol may change where its name does not stand.</summary>
    public bool IsShared(ISymbol symbol) => body.IsShared(symbol) || outer is not null && outer.IsShared(symbol);

    public Label? Target(ILabelSymbol label) => Labels.TryGetValue(label, out Label? target) ? target : null;

    public void BindTypes(IMethodSymbol method)
    {
        for (int i = 0; i < method.TypeParameters.Length; i++) typeArguments[method.OriginalDefinition.TypeParameters[i]] = method.TypeArguments[i];
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            for (int i = 0; i < type.TypeParameters.Length; i++) typeArguments[type.OriginalDefinition.TypeParameters[i]] = type.TypeArguments[i];
    }

    /// <summary>What the type parameters of another frame, and of those around it, stand for.</summary>
    public void CopyTypes(Frame other)
    {
        if (other.Outer is { } around) CopyTypes(around);
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> pair in other.typeArguments) typeArguments[pair.Key] = pair.Value;
    }

    /// <summary>The type that a type parameter stands for in this expansion.</summary>
    public ITypeSymbol TypeOf(ITypeParameterSymbol parameter)
    {
        if (!typeArguments.TryGetValue(parameter, out ITypeSymbol? type) || SymbolEqualityComparer.Default.Equals(type, parameter))
            return outer?.TypeOf(parameter) ?? parameter;
        return type;
    }
}
