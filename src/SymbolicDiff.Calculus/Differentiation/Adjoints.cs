using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Adjoint variables of scalars, and what the adjoint of a value contributes to the adjoints of what it was computed from.</summary>
internal sealed class Adjoints(
    VariableSource variables, Activity activity, Recall recall, Shadows shadows, CallAdjoints calls, Composites composites, Hazards hazards, Scope outermost)
{
    private readonly Dictionary<Variable, Variable> adjoints = [];
    private readonly Dictionary<Variable, Scope> scopes = [];
    private readonly HashSet<Variable> known = [];

    /// <summary>Remembers the block that declares a variable: its adjoint lives in the block's mirror.</summary>
    public void DeclareIn(Variable variable, Scope scope) => scopes.Add(variable, scope);

    /// <summary>Lays down the whole adjoint of a variable: nothing is added to it any more. The caller declares it.</summary>
    public Variable Know(Variable variable)
    {
        Variable adjoint = variables.New(variable.Name + "Bar", variable.Type, Role.Derivative);
        adjoints.Add(variable, adjoint);
        known.Add(variable);
        return adjoint;
    }

    /// <summary>Lays down where the adjoint of a variable is: it is there already, and stays there.</summary>
    public void Share(Variable variable, Variable adjoint) => adjoints.Add(variable, adjoint);

    /// <summary>The adjoint of a scalar variable, zero at the start of the mirror of the variable's block.</summary>
    public Variable Of(Variable variable)
    {
        if (adjoints.TryGetValue(variable, out Variable? found)) return found;
        Variable adjoint = variables.New(variable.Name + "Bar", variable.Type, Role.Derivative);
        adjoints.Add(variable, adjoint);
        Scope scope = scopes.TryGetValue(variable, out Scope? declaring) ? declaring : outermost;
        scope.Prologue.Add(new Declare(adjoint, Constant.RealOf(0, variable.Type)));
        return adjoint;
    }

    /// <summary>
    /// Adds to <paramref name="undo"/> the contributions of a value whose adjoint is <paramref name="bar"/>. The value was computed at <paramref name="before"/>;
    /// <paramref name="result"/> holds it at <paramref name="after"/>, where it is an operation.
    /// </summary>
    public void Contribute(Expression value, Expression bar, Variable? result, Position before, Position after, List<Statement> undo)
    {
        switch (value)
        {
            case Variable variable when activity.IsActive(variable) && !known.Contains(variable):
                undo.Add(new Assign(Of(variable), AssignmentKind.Add, bar));
                break;
            case Element element when activity.IsActive(element):
                undo.Add(new Assign(shadows.Of(element, before), AssignmentKind.Add, bar));
                break;
            case Apply { Primitive.Form: PrimitiveForm.Conversion } conversion:
                if (conversion.Operands[0] is Variable { Type.IsReal: true } source && activity.IsActive(source) && !known.Contains(source))
                    undo.Add(new Assign(Of(source), AssignmentKind.Add, new Apply(Primitive.Convert, source.Type, bar)));
                break;
            case Apply apply:
                ContributeOperands(apply, bar, result!, before, after, undo);
                break;
            case External { Callee: not null } or not (Constant or Variable or Element or External):
                throw NotInNormalForm(value);
        }
    }

    /// <summary>Adds the call that undoes a call; <paramref name="bar"/> is the adjoint of what it gives, null where that is zero or nothing.</summary>
    public void Contribute(External call, Expression? bar, Position before, List<Statement> undo) => calls.Contribute(
        call, bar, operand => operand is Variable { Type.IsReal: true } scalar && activity.IsActive(scalar) && !known.Contains(scalar) ? Of(scalar) : null, before, undo);

    private static InvalidOperationException NotInNormalForm(Expression value) => new("Not in normal form: " + Printer.Print(value));

    private void ContributeOperands(Apply apply, Expression bar, Variable result, Position before, Position after, List<Statement> undo)
    {
        if (apply.Operands.Any(operand => operand is not (Constant or Variable) && operand.Type.IsReal)) throw NotInNormalForm(apply);
        if (!apply.Operands.Any(IsActive)) return;
        RuleMatch match = composites.Match(apply, result) ?? new RuleMatch(apply.Operands, Partials(apply, result));
        for (int i = 0; i < match.Operands.Count; i++)
        {
            if (match.Operands[i] is not Variable operand || !activity.IsActive(operand) || known.Contains(operand)) continue;
            Expression partial = Recalled(match.Partials[i].Value, result, before, after);
            if (partial is Constant { Real: 0 }) continue;
            Assign contribution = Contribution(Of(operand), bar, match.Partials[i] with { Value = partial });
            undo.Add(hazards.MayMeetZero(result) && ZeroOf(partial) is { } factor ? contribution with { Value = ZeroAt(factor, contribution.Value) } : contribution);
        }
    }

    private IReadOnlyList<Partial> Partials(Apply apply, Variable result)
    {
        var partials = RuleBook.Default.Partials(apply, result) ?? throw new RefusedException(Refusal.NoRule, apply.Primitive.Name);
        if (hazards.IsOfSquares(apply)) return [new Partial(ZeroAt(result, partials[0].Value) with { IsGuard = false }, Singular: false)]; // a kink
        return
        [
            .. from partial in partials
               let isSingular = partial.Singular || hazards.MayBeInfinite(apply, result, partial.Value)
               select new Partial(partial.Value, isSingular),
        ];
    }

    private bool IsActive(Expression operand) => operand is Variable variable && activity.IsActive(variable);

    private Expression Recalled(Expression partial, Variable result, Position before, Position after) =>
        partial is Variable variable
            ? recall.At(variable, variable.Equals(result) ? after : before)
            : partial.MapChildren(child => Recalled(child, result, before, after));

    /// <summary>What is zero where the partial is: the partial without what cannot be; null where it cannot be zero at all.</summary>
    private static Expression? ZeroOf(Expression partial) => partial switch
    {
        Constant => null,
        Apply { Primitive.Name: "neg" } negated => ZeroOf(negated.Operands[0]),
        Apply { Primitive.Name: "*" } product when product.Operands[0] is Constant { Real: not 0 } => ZeroOf(product.Operands[1]),
        Apply { Primitive.Name: "/" } quotient => ZeroOf(quotient.Operands[0]),
        _ => partial,
    };

    /// <summary>The value, or 0 where the test is 0.</summary>
    private static Conditional ZeroAt(Expression test, Expression value)
    {
        Constant zero = Constant.RealOf(0, value.Type);
        return new Conditional(new Apply(Primitive.Equal, ValueType.Boolean, test, Constant.RealOf(0, test.Type)), zero, value) { IsGuard = true };
    }

    private static Assign Contribution(Variable target, Expression bar, Partial partial) => partial.Times(bar) switch
    {
        Apply { Primitive.Form: PrimitiveForm.Prefix } negated => new Assign(target, AssignmentKind.Subtract, negated.Operands[0]),
        Expression product => new Assign(target, AssignmentKind.Add, product),
    };
}
