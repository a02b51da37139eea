using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Lets derivative statements compute cheap unnamed primal values again, an element or one operation, instead of keeping a local alive for
/// them: the primal then reads as it was written, and <c>1 - p</c> is there to be cancelled.
/// </summary>
internal sealed class Recomputation
{
    private const int MostReads = 4;
    private const int HighestCost = 2;

    private readonly Uses uses;
    private readonly Memory memory;
    private readonly Effects changes;
    private readonly Dictionary<Variable, Expression> values = [];

    private Recomputation(Facts facts)
    {
        (uses, memory) = (facts.Uses, facts.Memory);
        changes = Effects.Of(facts.Body, memory);
    }

    public static Function Run(Facts facts) => facts.With(new Recomputation(facts).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            statements.Add(statement.IsDerivative() ? statement.Map(Replace, Walk) : statement.Map(expression => expression, Walk));
            if (statement is Declare { Value: { } value } declare && IsUnnamed(declare) && IsCheap(declare.Variable, value))
                values[declare.Variable] = WithElements(value);
        }

        return block.With(statements);
    }

    private Expression Replace(Expression expression) =>
        values.Count == 0 ? expression : expression.Substitute(variable => values.TryGetValue(variable, out Expression value) ? value : null);

    private static bool IsUnnamed(Declare declare) => declare.Variable.Role == Role.Temporary || (declare.Variable.Role == Role.Derivative && declare.Value is Element);

    private bool IsCheap(Variable variable, Expression value)
    {
        int primal = uses.PrimalReads(variable);
        int derivative = uses.Reads(variable) - primal;
        if (derivative == 0 || derivative > MostReads || primal > 1 || !uses.IsDefinedOnce(variable) || !IsUnchanging(value)) return false;
        return value is Element || IsLength(value)
            || (primal == 1 && value is Apply { Type.IsReal: true } && value.Operations() == 1
                && value.Cost() <= HighestCost && !value.MayThrow() && IsNamed(WithElements(value)));
    }

    /// <summary>Whether the value is a storage's length as a real number; to read it again cannot throw.</summary>
    private static bool IsLength(Expression value) =>
        value is Apply { Primitive.Form: PrimitiveForm.Conversion } conversion
        && conversion.Operands[0] is Apply { Primitive.Form: PrimitiveForm.Length } length && length.Operands[0] is Variable;

    /// <summary>Whether nothing unnamed is left in the value, so that computing it again does not keep other locals alive instead.</summary>
    private static bool IsNamed(Expression value) => !value.Any(part => part is Variable { Role: Role.Temporary, Type.IsReal: true });

    private Expression WithElements(Expression value) =>
        value.Substitute(variable => values.TryGetValue(variable, out Expression inner) && inner is Element ? inner : null);

    private bool IsUnchanging(Expression value) => !value.Any(part => part switch
    {
        Variable variable => !uses.IsDefinedOnce(variable),
        Element element => changes.Overwrites(element.Storage),
        CopyOf or External or Allocate or ZerosLike => true,
        _ => false,
    });
}
