namespace SymbolicDiff.Calculus.Ir;

/// <summary>
/// A method of the user's that has a rule: one operation to the differentiation, a call to the emitter. Compared by what it is called and by
/// its definition, which is all that its derivative depends on.
/// </summary>
public abstract class RuledMethod : IEquatable<RuledMethod>
{
    protected RuledMethod(string callee, EquatableArray<ValueType> parameters, ValueType result, bool isInstance)
    {
        (Callee, Parameters, Result, IsInstance) = (callee, parameters, result, isInstance);
    }

    /// <summary>The C# text of the method: fully qualified where it is static, the name alone where it is not.</summary>
    public string Callee { get; }

    /// <summary>The types of the operands; the first one is the instance where <see cref="IsInstance"/>.</summary>
    public EquatableArray<ValueType> Parameters { get; }

    /// <summary>A real type.</summary>
    public ValueType Result { get; }

    /// <summary>Whether the first operand is the instance.</summary>
    public bool IsInstance { get; }

    /// <summary>The text of its rule, and of the rules of all methods that its partials call.</summary>
    public abstract string Definition { get; }

    /// <summary>The keys of the methods that its derivatives, of any order, may call.</summary>
    public abstract EquatableArray<string> Uses { get; }

    /// <summary>The method's name.</summary>
    public string Name => Callee.Substring(Callee.LastIndexOf('.') + 1);

    public bool Equals(RuledMethod? other) =>
        ReferenceEquals(this, other)
        || (other is not null && other.Callee == Callee && other.IsInstance == IsInstance && other.Result.Equals(Result)
            && other.Parameters.Equals(Parameters) && other.Definition == Definition);

    public sealed override bool Equals(object? obj) => Equals(obj as RuledMethod);

    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Callee);
}
