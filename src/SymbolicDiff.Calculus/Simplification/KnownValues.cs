using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Lets derivative statements use a local, primal or derivative, that holds an expensive value which they compute again; in a branch also one that the same branch of an
/// earlier statement with the same condition has assigned. What the primal computes only a few statements further down, by a function, is computed before its first use.
/// </summary>
internal sealed class KnownValues
{
    private const int LowestCost = 4;

    /// <summary>From here on a function of the primal's is worth another place.</summary>
    private const int CostOfFunction = 20;

    private readonly Uses uses;
    private readonly Dictionary<Expression, Variable> locals = [];
    private readonly Stack<Expression> known = [];
    private readonly Dictionary<(Expression Condition, int Branch), List<(Variable Local, Apply Value)>> branches = [];

    private KnownValues(Facts facts) => uses = facts.Uses;

    public static Function Run(Facts facts) => facts.With(new KnownValues(facts).Walk(facts.Body));

    private Block Walk(Block block)
    {
        int mark = known.Count;
        var statements = new List<Statement>();
        var decided = new List<(Expression, int)>();
        foreach (Statement statement in WithFunctionsBeforeUse(block))
        {
            int branch = 0;
            Expression? condition = statement is If { IsGuard: false, Condition: var tested } && uses.IsStable(tested) ? tested : null;
            Statement next = statement.IsDerivative() ? statement.Map(Replace, Inner) : statement.Map(expression => expression, Inner);
            if (next is Declare { Value: Apply { Type.IsReal: true } value } declare) Learn(declare.Variable, value);
            statements.Add(next);

            Block Inner(Block inner) => condition is null ? Walk(inner) : InBranch(inner, (condition, branch++), decided);
        }

        while (known.Count > mark) locals.Remove(known.Pop());
        foreach ((Expression, int) key in decided) branches.Remove(key);
        return block.With(statements);
    }

    /// <summary>The statements, functions of the primal's before derivative statements that compute them, too. They do not throw, and their operands keep their values.</summary>
    private IReadOnlyList<Statement> WithFunctionsBeforeUse(Block block)
    {
        var later = new Dictionary<Expression, Declare>();
        foreach (Declare declare in block.Statements.OfType<Declare>().Where(IsFunction))
            if (!later.ContainsKey(declare.Value!)) later.Add(declare.Value!, declare);
        if (later.Count == 0) return block.Statements;
        var moved = new HashSet<Variable>();
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            if (statement is Declare function && IsFunction(function))
            {
                if (moved.Contains(function.Variable)) continue;
                later.Remove(function.Value!);
            }
            else if (later.Count > 0 && statement.IsDerivative())
            {
                foreach (Expression read in statement.Reads()) read.ForEach(Take);
            }

            statements.Add(statement);
        }

        return moved.Count == 0 ? block.Statements : statements;

        void Take(Expression part)
        {
            if (part is not Apply { Primitive: { Form: PrimitiveForm.Function, Cost: >= CostOfFunction } } || !later.TryGetValue(part, out Declare? function)) return;
            later.Remove(part);
            moved.Add(function.Variable);
            statements.Add(function);
        }
    }

    private bool IsFunction(Declare declare) =>
        declare is { Variable.Role: Role.Source or Role.Temporary, Value: Apply { Type.IsReal: true, Primitive: { Form: PrimitiveForm.Function, Cost: >= CostOfFunction } } value }
        && uses.IsDefinedOnce(declare.Variable) && value.Operands.All(operand => operand is Constant or Variable) && uses.IsStable(value);

    private Block InBranch(Block block, (Expression Condition, int Branch) key, List<(Expression, int)> decided)
    {
        int mark = known.Count;
        if (branches.TryGetValue(key, out var earlier))
        {
            foreach (var (local, value) in earlier) Know(local, value);
        }
        else if (Assigned(block) is { Count: > 0 } assigned)
        {
            branches.Add(key, assigned);
            decided.Add(key);
        }

        Block walked = Walk(block);
        while (known.Count > mark) locals.Remove(known.Pop());
        return walked;
    }

    /// <summary>What locals that are declared around the branch and assigned nowhere else hold from here on.</summary>
    private List<(Variable Local, Apply Value)> Assigned(Block block)
    {
        var assigned = new List<(Variable, Apply)>();
        var fixedHere = new HashSet<Variable>();
        foreach (Assign assign in block.Statements.OfType<Assign>())
        {
            if (assign is not { Kind: AssignmentKind.Set, Target: Variable { Type.IsReal: true } local } || uses.Definitions(local) > 2 || !uses.IsDeclaredWithConstant(local)) continue;
            if (assign.Value is Apply value && value.Primitive.Cost >= LowestCost && !value.Any(IsUnknown)) assigned.Add((local, value));
            fixedHere.Add(local);
        }

        return assigned;

        bool IsUnknown(Expression part) => part is Variable variable
            ? !fixedHere.Contains(variable) && !uses.IsDefinedOnce(variable)
            : part is Element or CopyOf or External or Allocate or ZerosLike;
    }

    private void Learn(Variable variable, Apply value)
    {
        if (value.Primitive.Cost >= LowestCost && uses.IsDefinedOnce(variable) && uses.IsStable(value)) Know(variable, value);
    }

    private void Know(Variable variable, Apply value)
    {
        if (locals.ContainsKey(value)) return;
        locals.Add(value, variable);
        known.Push(value);
    }

    private Expression Replace(Expression expression)
    {
        if (locals.Count == 0 || expression is Constant or Variable) return expression;
        return expression is Apply { Type.IsReal: true } apply && apply.Primitive.Cost >= LowestCost && locals.TryGetValue(apply, out Variable local)
            ? local
            : expression.MapChildren(Replace);
    }
}
