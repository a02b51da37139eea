using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Lets a primal in normal form compute a value once where the same operation of the same operands has been computed before: in <c>(p - y) * (p
/// - y)</c> there is one difference to keep and to differentiate. Elements of memory that nothing writes are read again, but known to be equal.
/// </summary>
internal sealed class CommonValues
{
    /// <summary>How many values are remembered that a statement may change.</summary>
    private const int MostFragile = 64;

    private readonly Uses uses;
    private readonly Memory memory;
    private readonly Effects changes;
    private readonly Dictionary<Expression, Variable> values = [];
    private readonly Stack<Expression> known = [];
    private readonly List<Expression> fragile = [];
    private readonly Dictionary<Variable, Variable> replaced = [];
    private readonly Dictionary<Variable, Variable> equal = [];

    private CommonValues(Function function)
    {
        (uses, memory) = (Uses.Of(function), Memory.Of(function));
        changes = Effects.Of(function.Body, memory);
    }

    public static Function Run(Function function) => function with { Body = new CommonValues(function).Walk(function.Body) };

    private Block Walk(Block block)
    {
        int mark = known.Count;
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            if (statement is For or While) Forget(Effects.Of(statement, memory));
            Statement next = statement.Map(Renamed, Walk);
            Declare? computed = Computed(next);
            if (computed is not null && Known(computed)) continue;
            statements.Add(next);
            Forget(Effects.Of(next, memory));
            if (computed is not null) Learn(computed);
        }

        while (known.Count > mark) values.Remove(known.Pop());
        return new Block(statements.ToEquatableArray());
    }

    private Declare? Computed(Statement statement) =>
        statement is Declare { Variable: { Type.IsReal: true, Role: Role.Source or Role.Temporary } variable, Value: { } value } declare
            && IsShared(value) && uses.IsDefinedOnce(variable) && !value.HasEffects() ? declare : null;

    /// <summary>Whether the value is better kept than computed again; that is not so for a factor such as <c>0.5 * step</c>.</summary>
    private static bool IsShared(Expression value) => value switch
    {
        Element => true,
        Apply { Primitive.Name: "*" or "/" } scaled => !scaled.Operands.Any(operand => operand is Constant),
        Apply apply => apply.Primitive.Form is PrimitiveForm.Infix or PrimitiveForm.Function || apply.Primitive == Primitive.Negate,
        _ => false,
    };

    private bool Known(Declare declare)
    {
        if (!values.TryGetValue(Key(declare.Value!), out Variable same)) return false;
        bool isNeedless = declare.Variable.Role == Role.Temporary && declare.Value is not Apply { Primitive.Name: "neg" } && (declare.Value is not Element element || changes.Overwrites(element.Storage));
        (isNeedless ? replaced : equal)[declare.Variable] = same;
        return isNeedless;
    }

    private void Learn(Declare declare)
    {
        Expression key = Key(declare.Value!);
        if (values.ContainsKey(key)) return;
        if (!uses.IsStable(key))
        {
            if (fragile.Count == MostFragile)
            {
                values.Remove(fragile[0]);
                fragile.RemoveAt(0);
            }

            fragile.Add(key);
        }

        values.Add(key, declare.Variable);
        known.Push(key);
    }

    private void Forget(Effects effects) => fragile.RemoveAll(key => effects.Disturb(key) && (values.Remove(key) || true));

    private Expression Renamed(Expression expression) => Substituted(expression, replaced);

    private Expression Key(Expression value) => Substituted(value, equal);

    private static Expression Substituted(Expression expression, Dictionary<Variable, Variable> names) =>
        names.Count == 0 ? expression : expression.Substitute(variable => names.TryGetValue(variable, out Variable same) ? same : null);
}
