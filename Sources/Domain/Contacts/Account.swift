/// One person's sign-in. It has a portal user in each organization that the person belongs to.
/// The type only names its ids; what an account holds is the store's own business.
public enum Account {}
