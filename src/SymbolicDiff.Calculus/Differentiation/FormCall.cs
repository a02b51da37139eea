using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>A call of one emitted form from another.</summary>
internal static class FormCall
{
    /// <param name="form">The form that is called.</param>
    /// <param name="arguments">The argument for each of its parameters.</param>
    /// <param name="composites">The parameters that C# has in place of several of the form's: they are handed on whole.</param>
    public static External To(Function form, IReadOnlyList<Variable> arguments, IReadOnlyList<CompositeParameter> composites)
    {
        var text = new List<string> { form.Name + "(" };
        var operands = new List<Expression>();
        for (int i = 0; i < arguments.Count; i++)
        {
            CompositeParameter? composite = composites.FirstOrDefault(candidate => candidate.Leaves.Count > 0 && candidate.Leaves[0].Equals(arguments[i]));
            string keyword = (composite?.Passing ?? form.Parameters[i].Passing) switch { Passing.Ref => "ref ", Passing.Out => "out ", Passing.In => "in ", _ => "" };
            if (i == 0) text[0] += keyword;
            else text.Add(", " + keyword);
            operands.Add(composite?.Whole ?? arguments[i]);
            if (composite is not null) i += composite.Leaves.Count - 1;
        }

        text.Add(")");
        return new External(text.ToEquatableArray(), operands.ToEquatableArray(), form.Results[0].Type, HasEffects: true);
    }

    /// <summary>Throws for a null array before its shape is asked for.</summary>
    public static Statement ThrowIfNull(Variable array) => new Evaluate(new External(
        EquatableArray.Of("global::System.ArgumentNullException.ThrowIfNull(", ")"),
        EquatableArray.Of<Expression>(array),
        ValueType.Boolean,
        HasEffects: true,
        KeepsStorage: true));
}
